"""What a worker imports before its first task: once, in the process that all workers fork from."""

from contextlib import suppress

from publisher.model.errors import PublisherError
from publisher.render import engine

with suppress(PublisherError):  # a task says what is missing, and how to mend it
    engine.weasyprint()
