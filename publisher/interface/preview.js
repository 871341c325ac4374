// What the preview's pages do by themselves: they follow saves, keep their place, scroll two editions
// together by message, and lead from a passage to its message and back. Without it all links work.
"use strict";

const edition = document.body.dataset.edition;
const desk = document.querySelector(".desk");
const panes = [...document.querySelectorAll(".pane")];
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const LEADING = ["wheel", "touchstart", "keydown", "pointerdown", "focusin"];
let leader = null; // the pane that a person scrolls
let chosen = "";

function frameOf(pane) {
  return pane.querySelector(".web:not(.next)");
}

function bodyOf(pane) {
  return frameOf(pane)?.contentDocument?.body;
}

// Where each message begins in a pane, in pixels of its scroller: [[number, element, top]].
function placesOf(pane) {
  const stage = pane.querySelector(".stage");
  const scale = Number(stage.dataset.scale) || 1;
  if (desk.dataset.view === "paper") {
    const base = stage.getBoundingClientRect().top;
    return all(".spot", stage).map((spot) => [
      spot.dataset.message, spot, spot.getBoundingClientRect().top - base,
    ]);
  }
  const places = [];
  for (const element of all("[data-message]", bodyOf(pane) ?? document.createElement("i"))) {
    const top = element.getBoundingClientRect().top * scale;
    for (const number of element.dataset.message.split(" ")) places.push([number, element, top]);
  }
  return places;
}

// The width that pages are shown in, made smaller where the pane is narrower.
function layOut(pane) {
  const stage = pane.querySelector(".stage");
  const scroller = pane.querySelector(".scroller");
  const read = scroller.scrollTop; // it would be lost while the page has no height
  const width = Number(desk.dataset[desk.dataset.view]);
  const scale = Math.min(1, scroller.clientWidth / width);
  stage.dataset.scale = scale;
  stage.style.width = `${width}px`;
  stage.style.transform = scale < 1 ? `scale(${scale})` : "";
  stage.style.marginInlineStart = scale < 1 ? "0" : "";
  const frame = frameOf(pane);
  if (frame && bodyOf(pane) && desk.dataset.view !== "paper") {
    frame.style.height = "0";
    frame.style.height = `${frame.contentDocument.documentElement.scrollHeight}px`;
  }
  stage.style.height = "";
  stage.style.marginBlockEnd = `${(scale - 1) * stage.offsetHeight}px`;
  scroller.scrollTop = read;
  drawMarks(pane);
}

function drawMarks(pane) {
  const marks = pane.querySelector(".marks");
  marks.replaceChildren();
  if (pane.dataset.pane !== edition) return;
  const scale = Number(pane.querySelector(".stage").dataset.scale) || 1;
  const places = new Map(placesOf(pane).map(([number, , top]) => [number, top]).reverse());
  for (const item of all("[data-mark]")) {
    const top = places.get(item.dataset.mark);
    if (top === undefined) continue;
    const mark = document.createElement("a");
    mark.href = `#m${item.dataset.mark}`;
    mark.className = item.dataset.severity;
    mark.textContent = "!";
    mark.title = item.dataset.said;
    mark.setAttribute("aria-label", item.textContent.trim());
    mark.style.top = `${top / scale}px`;
    marks.append(mark);
  }
}

function choose(number, { focus = true, scroll = true } = {}) {
  chosen = number;
  for (const pane of panes) {
    const places = placesOf(pane);
    for (const [, element] of places) {
      if (element.classList.contains("spot")) element.classList.remove("chosen");
      else element.style.outline = "";
    }
    const place = places.find(([other]) => other === number);
    if (!place) continue;
    const [, element, top] = place;
    if (element.classList.contains("spot")) element.classList.add("chosen");
    else element.style.outline = "3px solid #2b6cb0";
    const scroller = pane.querySelector(".scroller");
    const seen = top > scroller.scrollTop && top < scroller.scrollTop + scroller.clientHeight - 40;
    if (scroll && !seen) scroller.scrollTop = top - scroller.clientHeight / 3;
  }
  const message = document.getElementById(`m${number}`);
  if (!message) return;
  message.open = true;
  if (focus) {
    message.scrollIntoView({ block: "nearest" });
    message.querySelector("summary").focus({ preventScroll: true });
  }
}

// The message at the upper edge of a scroller, and how far it is scrolled towards the next; of those
// that stand in the other pane, too.
function placeAt(pane, other = pane) {
  const top = pane.querySelector(".scroller").scrollTop;
  const known = new Set(placesOf(other).map(([number]) => number));
  const places = placesOf(pane).filter(([number]) => known.has(number)).sort((a, b) => a[2] - b[2]);
  const after = places.findIndex((place) => place[2] > top);
  const first = places[(after < 0 ? places.length : after) - 1];
  if (!first) return null;
  const next = places[after];
  return { number: first[0], share: next ? (top - first[2]) / (next[2] - first[2]) : 0,
    next: next?.[0] };
}

function goTo(pane, place) {
  if (!place) return;
  const places = new Map(placesOf(pane).map(([number, , top]) => [number, top]).reverse());
  const first = places.get(place.number);
  if (first === undefined) return;
  const next = places.get(place.next) ?? first;
  pane.querySelector(".scroller").scrollTop = first + (next - first) * place.share;
}

function follow(pane) {
  for (const other of panes) if (other !== pane) goTo(other, placeAt(pane, other));
}

function prepareFrame(pane) {
  const page = frameOf(pane)?.contentDocument;
  if (!page?.body || page.location.href === "about:blank") return;
  page.addEventListener("click", (event) => {
    event.preventDefault();
    const element = event.target.closest("[data-message]");
    if (element && !page.getSelection().toString()) choose(element.dataset.message.split(" ")[0]);
  });
  for (const kind of LEADING) page.addEventListener(kind, () => { leader = pane; }, { passive: true });
  page.fonts?.ready.then(() => layOut(pane));
  layOut(pane);
}

// A new state of a page is loaded behind the old one, and takes its place where it was read.
function showPage(pane, src) {
  const old = frameOf(pane);
  if (old && old.getAttribute("src") === src) return;
  pane.querySelector(".web.next")?.remove();
  const next = (old ?? panes.map(frameOf).find(Boolean)).cloneNode();
  next.classList.add("next");
  next.style.height = old ? old.style.height : "";
  next.src = src;
  next.addEventListener("load", () => {
    if (!next.isConnected) return;
    const scroller = pane.querySelector(".scroller");
    const top = scroller.scrollTop;
    next.classList.remove("next");
    old?.remove();
    prepareFrame(pane);
    scroller.scrollTop = top;
    if (chosen) choose(chosen, { focus: false, scroll: false });
  }, { once: true });
  pane.querySelector(".stage").prepend(next);
}

function placeSpots(pane) {
  for (const spot of all(".spot", pane)) {
    const [left, top, width, height] = spot.dataset.box.split(" ").map((part) => `${part * 100}%`);
    Object.assign(spot.style, { left, top, width, height });
  }
}

function showSheets(pane, fresh) {
  const old = pane.querySelector(".sheets");
  if (!fresh || old.dataset.digest === fresh.dataset.digest) return;
  const scroller = pane.querySelector(".scroller");
  const top = scroller.scrollTop;
  const swap = () => {
    pane.querySelector(".sheets").replaceWith(fresh);
    placeSpots(pane);
    layOut(pane);
    scroller.scrollTop = top;
  };
  if (desk.dataset.view !== "paper") { swap(); return; }
  // Nothing flickers: the pictures in sight are there before they take their places.
  const pictures = all("img", fresh);
  pictures.forEach((picture) => picture.setAttribute("loading", "eager"));
  Promise.allSettled(pictures.map((picture) => picture.decode())).then(swap);
}

let refreshing = null;
async function refresh() {
  if (refreshing) { refreshing = "again"; return; }
  refreshing = "once";
  try {
    const answer = await fetch(location.pathname + location.search);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!document.getElementById("live") || !page.getElementById("live") || all(".pane", page).length !== panes.length) {
      if (!document.activeElement?.closest("form")) location.reload();
      return;
    }
    const alerts = page.getElementById("alerts").innerHTML;
    if (alerts !== document.getElementById("alerts").innerHTML) document.getElementById("alerts").innerHTML = alerts;
    const live = document.getElementById("live");
    const fresh = page.getElementById("live");
    if (live.innerHTML !== fresh.innerHTML) {
      const opened = all("details[open][id]", live).map((found) => found.id);
      const focused = document.activeElement?.closest("details[id]")?.id;
      live.innerHTML = fresh.innerHTML;
      for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
      if (focused) document.getElementById(focused)?.querySelector("summary")?.focus({ preventScroll: true });
    }
    const form = document.querySelector("#drop form");
    // A form that nobody has begun to fill in goes with the text as it is now.
    if (form && ![...form.elements].some((field) => field.type !== "hidden" && field.value)) {
      form.elements.seen.value = page.querySelector("#drop form").elements.seen.value;
    }
    for (const pane of panes) {
      const other = all(".pane", page).find((found) => found.dataset.pane === pane.dataset.pane);
      const src = other?.querySelector(".web")?.getAttribute("src");
      if (src) showPage(pane, src);
      showSheets(pane, other?.querySelector(".sheets"));
      drawMarks(pane);
    }
  } finally {
    const again = refreshing === "again";
    refreshing = null;
    if (again) refresh();
  }
}

function listen() {
  const events = new EventSource(`/events?edition=${encodeURIComponent(edition)}`);
  let lost = false;
  events.addEventListener("message", (message) => {
    const event = JSON.parse(message.data);
    const pane = panes.find((found) => found.dataset.pane === event.edition);
    if (event.kind === "page") {
      if (pane) showPage(pane, event.src);
    } else if (event.kind !== "paper" || pane) refresh();
  });
  events.addEventListener("open", () => { if (lost) location.reload(); else if (document.getElementById("live")) refresh(); });
  events.addEventListener("error", () => {
    if (lost) return;
    lost = true;
    const alerts = document.getElementById("alerts");
    const said = document.createElement("p");
    said.className = "alert";
    said.textContent = alerts.dataset.lost;
    alerts.prepend(said);
  });
  addEventListener("pagehide", () => events.close());
}

function setView(view) {
  const place = panes.length ? placeAt(panes.at(-1)) : null;
  desk.dataset.view = view;
  for (const button of all("[data-view]", document.querySelector(".views"))) {
    button.setAttribute("aria-pressed", String(button.dataset.view === view));
  }
  panes.forEach(layOut);
  panes.forEach((pane) => goTo(pane, place));
  sessionStorage.setItem("view", view);
}

if (desk) {
  for (const pane of panes) {
    const scroller = pane.querySelector(".scroller");
    for (const kind of LEADING) {
      scroller.addEventListener(kind, () => { leader = pane; }, { passive: true });
    }
    scroller.addEventListener("scroll", () => { if (leader === pane) requestAnimationFrame(() => follow(pane)); });
    scroller.addEventListener("click", (event) => {
      const spot = event.target.closest(".spot");
      if (spot) choose(spot.dataset.message);
    });
    frameOf(pane)?.addEventListener("load", () => prepareFrame(pane));
    placeSpots(pane);
    prepareFrame(pane);
  }
  document.querySelector(".views").addEventListener("click", (event) => {
    const view = event.target.closest("button")?.dataset.view;
    if (view) setView(view);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#m"]');
    if (!link) return;
    event.preventDefault();
    choose(link.hash.slice(2));
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.(".message[open]") && event.target.id !== `m${chosen}`) {
      choose(event.target.id.slice(1), { focus: false });
    }
  }, true);
  addEventListener("resize", () => panes.forEach(layOut));
  const drop = document.getElementById("drop");
  addEventListener("dragover", (event) => { event.preventDefault(); document.body.classList.add("over"); });
  addEventListener("dragleave", () => document.body.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    drop.open = true;
    document.getElementById("picture").files = event.dataTransfer.files;
    document.getElementById("alt").focus();
  });
  setView(sessionStorage.getItem("view") ?? "phone");
}
listen();
