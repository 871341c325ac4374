"""Texts that try to become something else than text in a feed, a page, a script or a file.

Each is as a translator may write it: Markdown, in which a backslash takes the sense from a sign.
"""

PAYLOADS = (
    r"\</script\>\<script\>alert(1)\</script\>",
    r"\<!--\<script\>",
    r"--\>\<img src=x onerror=alert(1)\>",
    "]]>",
    r"\<![CDATA[ x ]]\>",
    "a & b &amp; c &lt;b&gt; &#x3c;script&#x3e;",
    "&nosuch; & &#0; &#xFFFE;",
    "\"double\" 'single' `code`",
    '" onload="alert(1)',
    "'><svg/onload=alert(1)>".replace("<", r"\<").replace(">", r"\>"),
    "line\u2028and paragraph\u2029separators",
    "\u202eright to left\u202c and \u2067isolated\u2069",
    "\u200b\u200c\u200d\u2060\ufeff",
    r"{{ 7\*7 }} {% raw %} {0} {title} %s ${x}",
    r"\\u003c/script\\u003e \\n \\x00",
    r"\<?xml version='1.0'?\>\<!DOCTYPE x [\<!ENTITY e SYSTEM 'file:///etc/passwd'\>]\>&e;",
    r"\<entry\>\<id\>x\</id\>\</entry\>",
    r"\</title\>\</head\>\<body\>",
    r"\</style\> \</textarea\> \</template\>",
    "javascript:alert(1)",
    "Subject: x\\\nBcc: y@example.org",
    "../../etc/passwd",
    "क्षि ක්‍ෂ 👩‍👩‍👧 \U0001f1f0\U0001f1ed \U00010348",
    "e\u0301 A\u030a \u1100\u1161",
    "null true NaN -1e999 [] {}",
    '{"@type":"Person"}',
    "\ufffd\ufffc",
    "tab\tand nbsp\u00a0and \u3000wide",
)
