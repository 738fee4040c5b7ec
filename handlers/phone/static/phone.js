/* Three phones and a clock. Polls one version number a second; draws only what changed. */
"use strict";

const setup = JSON.parse(document.getElementById("setup").textContent);
const base = location.pathname.replace(/\/+$/, "");
const POLL = 1000; // milliseconds
const narrow = matchMedia("(max-width: 899px)");

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function icon(name, className = "icon") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

async function post(path, body) {
  const answer = await fetch(`${base}/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

let newsTimer;
function tell(text, bad = false) {
  const news = document.getElementById("news");
  news.textContent = text;
  news.classList.toggle("bad", bad);
  news.classList.add("up");
  clearTimeout(newsTimer);
  newsTimer = setTimeout(() => news.classList.remove("up"), 5000);
}

/* Text with its links, as nodes: what a patient or the clinic wrote is never read as HTML. */
function words(text) {
  const box = make("span", "words");
  for (const part of text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/)) {
    if (/^https?:\/\//.test(part)) {
      const link = make("a", "", part);
      link.href = part;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      box.append(link);
    } else if (part) box.append(part);
  }
  return box;
}

class Device {
  constructor(about) {
    this.about = about;
    this.kind = about.kind;
    this.root = document.getElementById(about.kind);
    this.log = this.root.querySelector(".log");
    this.input = this.root.querySelector("textarea");
    this.offers = this.root.querySelector(".offers");
    this.replyBar = this.root.querySelector(".replying");
    this.dot = document.querySelector(`#tab-${this.kind} .dot`);
    this.waiting = 0; // requests on their way: the other side is typing
    this.bubbles = [];
    this.seen = null; // id of the newest bubble that has been looked at
    this.replyTo = null;
    this.drawn = "";
    this.root.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.submit();
      }
    });
    this.input.addEventListener("input", () => this.grow());
    this.root.querySelector(".photo").addEventListener("click", () => this.sendPhoto());
    this.replyBar.querySelector("button").addEventListener("click", () => this.replyingTo(null));
    this.drawOffers(null);
    this.drawEmpty();
  }

  get address() {
    if (this.kind !== "sms") return this.about.address;
    const number = document.getElementById("from").value.trim();
    return this.whatsapp ? `whatsapp:${number}` : number;
  }

  get whatsapp() {
    return document.querySelector("input[name=channel]:checked").value === "whatsapp";
  }

  get chat() {
    return Number(this.about.address);
  }

  // What this phone does

  submit() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.grow();
    this.say(text);
    this.input.focus();
  }

  say(text) {
    const replyTo = this.replyTo;
    this.replyingTo(null);
    if (this.kind === "sms") return this.wait("text", { from: this.address, body: text });
    return this.wait("telegram/text", { chat_id: this.chat, text, reply_to: replyTo });
  }

  sendPhoto() {
    if (this.kind === "sms") return this.wait("text", { from: this.address, photo: true });
    return this.wait("telegram/photo", { chat_id: this.chat });
  }

  tap(bubble, button, node) {
    node.setAttribute("aria-busy", "true");
    return this.wait("telegram/tap", { chat_id: this.chat, message_id: Number(bubble.sid), data: button.data }, false)
      .finally(() => node.removeAttribute("aria-busy"));
  }

  async wait(path, body, typing = true) {
    if (typing) this.waiting += 1;
    this.drawTyping();
    const asked = post(path, body);
    setTimeout(poll, 60); // show what was just written
    try {
      const answer = await asked;
      if (answer.status === 0) tell("The clinic did not answer.", true);
      else if (answer.status >= 400) tell(`The clinic answered with an error (${answer.status}).`, true);
    } catch (problem) {
      tell(`Not sent: ${problem.message}`, true);
    }
    if (typing) this.waiting -= 1;
    this.drawTyping();
    await poll();
  }

  replyingTo(bubble) {
    this.replyTo = bubble ? Number(bubble.sid) : null;
    this.replyBar.hidden = !bubble;
    this.replyBar.querySelector("span").textContent = bubble ? bubble.text : "";
    if (bubble) this.input.focus();
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 96)}px`;
  }

  // How it looks

  draw(bubbles) {
    const drawn = JSON.stringify(bubbles);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
    const newest = bubbles.length ? bubbles[bubbles.length - 1].id : 0;
    const grew = newest > (this.bubbles.length ? this.bubbles[this.bubbles.length - 1].id : 0);
    this.bubbles = bubbles;
    this.log.querySelector(".empty")?.remove();
    const old = new Map([...this.log.querySelectorAll("li[data-key]")].map((node) => [node.dataset.key, node]));
    let place = null;
    const put = (key, face, build) => {
      let node = old.get(key);
      old.delete(key);
      if (!node || node.dataset.face !== face) {
        const fresh = build();
        fresh.dataset.key = key;
        fresh.dataset.face = face;
        if (node) node.replaceWith(fresh);
        node = fresh;
      }
      const next = place ? place.nextSibling : this.log.firstChild;
      if (node !== next) this.log.insertBefore(node, next);
      place = node;
    };
    bubbles.forEach((bubble, index) => {
      const before = bubbles[index - 1];
      const after = bubbles[index + 1];
      if (!before || before.day !== bubble.day) put(`day-${bubble.id}`, bubble.day, () => make("li", "day", bubble.day));
      const first = !before || before.author !== bubble.author || before.day !== bubble.day;
      const last = !after || after.author !== bubble.author || after.day !== bubble.day;
      const face = JSON.stringify([bubble, first, last]);
      put(String(bubble.id), face, () => this.bubble(bubble, first, last));
    });
    old.forEach((node) => node.remove());
    if (!bubbles.length) this.drawEmpty();
    this.drawTyping();
    this.drawOffers(this.keyboard());
    if (atEnd || grew) this.log.scrollTop = this.log.scrollHeight;
    this.noticeNew(bubbles);
  }

  bubble(bubble, first, last) {
    const classes = ["bubble", bubble.author, first ? "first" : "", last ? "last" : ""];
    const failed = ["failed", "undelivered"].includes(bubble.status);
    if (failed) classes.push("bad");
    const item = make("li", classes.join(" ").replace(/\s+/g, " ").trim());
    item.dataset.status = bubble.status;
    item.dataset.author = bubble.author;
    if (bubble.author === "notice") {
      item.append(words(bubble.text.replace(/^\[carrier\] /, "")));
      return item;
    }
    const balloon = make("div", "balloon");
    if (this.kind === "staff" && first && bubble.author === "clinic") balloon.append(make("span", "name", setup.bot));
    if (bubble.reply_to) balloon.append(make("span", "quote", bubble.reply_to));
    if (bubble.media) balloon.append(icon("picture", "picture"));
    if (bubble.document) {
      const file = make("span", "file");
      file.append(icon("file"), make("span", "", bubble.document));
      balloon.append(file);
    }
    if (bubble.text) balloon.append(words(bubble.text));
    balloon.append(this.meta(bubble, failed));
    item.append(balloon);
    if (this.kind === "staff" && bubble.author === "clinic") item.append(this.replyButton(bubble));
    if (bubble.buttons.length) item.append(this.inlineKeyboard(bubble));
    return item;
  }

  meta(bubble, failed) {
    const meta = make("span", "meta");
    const parts = [bubble.time];
    if (bubble.edited) parts.unshift("edited");
    if (bubble.author === "clinic" && bubble.segments > 1) parts.unshift(`${bubble.segments} segments`);
    if (failed) {
      const why = bubble.error ? ` (${bubble.error})` : "";
      parts.push(bubble.author === "phone" ? `not delivered${why}` : `${bubble.status}${why}`);
    } else if (bubble.author === "clinic" && this.kind === "sms") parts.push(bubble.status);
    meta.append(parts.join(" · "));
    if (bubble.author === "phone" && !failed) {
      const tick = icon(bubble.status === "delivered" ? "delivered" : "sent", "ticks");
      meta.append(tick, make("span", "unseen", bubble.status));
    }
    return meta;
  }

  replyButton(bubble) {
    const button = make("button", "reply");
    button.type = "button";
    button.setAttribute("aria-label", `Reply to: ${bubble.text.slice(0, 60)}`);
    button.append(icon("reply"));
    button.addEventListener("click", () => this.replyingTo(bubble));
    return button;
  }

  inlineKeyboard(bubble) {
    const keyboard = make("div", "keyboard");
    for (const row of bubble.buttons) {
      const line = make("div", "row");
      for (const about of row) {
        const button = make(about.url ? "a" : "button", "key", about.text);
        if (about.url) Object.assign(button, { href: about.url, target: "_blank", rel: "noopener noreferrer" });
        else {
          button.type = "button";
          button.addEventListener("click", () => this.tap(bubble, about, button));
        }
        line.append(button);
      }
      keyboard.append(line);
    }
    return keyboard;
  }

  /* The reply keyboard in force: the last one that a message set or took away. */
  keyboard() {
    const saying = this.bubbles.filter((bubble) => bubble.keyboard !== null);
    const rows = saying.length ? saying[saying.length - 1].keyboard : [];
    return rows.length ? rows : null;
  }

  drawOffers(keyboard) {
    const face = JSON.stringify(keyboard);
    if (this.offers.dataset.face === face) return;
    this.offers.dataset.face = face;
    this.offers.classList.toggle("replykeys", Boolean(keyboard));
    this.offers.replaceChildren();
    for (const about of keyboard ? keyboard.flat() : this.about.chips.map((text) => ({ text }))) {
      const chip = make("button", "chip", about.text);
      chip.type = "button";
      chip.addEventListener("click", () => {
        if (about.contact) this.wait("telegram/contact", { chat_id: this.chat });
        else this.say(about.text);
      });
      this.offers.append(chip);
    }
  }

  drawTyping() {
    const there = this.log.querySelector(".typing");
    if (!this.waiting) there?.remove();
    else {
      const node = there || make("li", "bubble clinic typing");
      if (!there) {
        node.append(make("div", "balloon"), make("span", "unseen", `${this.about.contact} is writing`));
        node.firstChild.append(make("i"), make("i"), make("i"));
      }
      this.log.append(node);
      this.log.scrollTop = this.log.scrollHeight;
    }
  }

  drawEmpty() {
    if (this.log.querySelector(".empty")) return;
    const empty = make("li", "empty");
    const first = this.about.chips[0] || "hi";
    empty.append(make("span", "avatar", this.about.initials), make("strong", "", this.about.contact));
    empty.append(make("span", "", this.kind === "staff" ? `Work the queue from here: ${first}` : `Say ${first} to begin`));
    this.log.append(empty);
  }

  noticeNew(bubbles) {
    const newest = bubbles.length ? bubbles[bubbles.length - 1].id : 0;
    const hidden = narrow.matches && !this.root.classList.contains("shown");
    if (this.seen === null || !hidden) this.seen = newest;
    this.dot.hidden = !bubbles.some((bubble) => bubble.id > this.seen && bubble.author !== "phone");
  }

  look() {
    this.noticeNew(this.bubbles);
    this.log.scrollTop = this.log.scrollHeight;
  }
}

const devices = setup.devices.map((about) => new Device(about));

// Polling

let version = "";
let polling = false;
let again = false;

async function poll() {
  if (polling) {
    again = true;
    return;
  }
  polling = true;
  try {
    const query = new URLSearchParams({ since: version });
    const asked = devices.map((device) => device.address);
    asked.forEach((address) => query.append("address", address));
    const state = await (await fetch(`${base}/state?${query}`)).json();
    showClock(state.clock);
    if (state.threads) {
      devices.forEach((device, index) => {
        if (device.address === asked[index]) device.draw(state.threads[asked[index]]);
        else again = true;
      });
      version = again ? "" : String(state.version);
    }
    document.body.classList.remove("away");
  } catch {
    document.body.classList.add("away");
  }
  polling = false;
  if (again) {
    again = false;
    await poll();
  }
}

setInterval(() => document.hidden || poll(), POLL);
document.addEventListener("visibilitychange", () => document.hidden || poll());

// The clock

function showClock(clock) {
  document.getElementById("clock-time").textContent = clock.time;
  document.getElementById("clock-day").textContent = `${clock.day} ${clock.zone}`;
  document.querySelectorAll(".phone-time").forEach((node) => { node.textContent = clock.time.replace(/[ap]m$/, ""); });
}

function done(counts) {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  return some.length ? `Done: ${some.map(([what, count]) => `${what.replaceAll("_", " ")} ${count}`).join(", ")}.` : "Nothing was due.";
}

async function turn(path, body, words) {
  const moves = document.querySelector(".moves");
  moves.setAttribute("aria-busy", "true");
  try {
    const answer = await post(path, body);
    showClock(answer.clock);
    tell(`${words(answer.clock)} ${body.reset ? "" : done(answer.done)}`.trim());
  } catch (problem) {
    tell(`That did not work: ${problem.message}`, true);
  }
  moves.removeAttribute("aria-busy");
  await poll();
}

document.querySelectorAll("[data-move]").forEach((button) => {
  button.addEventListener("click", () =>
    turn("clock", { minutes: Number(button.dataset.move) }, (clock) => `It is now ${clock.day}, ${clock.time}.`));
});
document.querySelector("[data-tick]").addEventListener("click", () => turn("tick", {}, () => ""));
document.querySelector("[data-reset]").addEventListener("click", () =>
  turn("clock", { reset: true }, (clock) => `Back to ${clock.day}, ${clock.time}.`));

// One phone at a time on a narrow screen

const tabs = [...document.querySelectorAll("[role=tab]")];

function show(kind) {
  tabs.forEach((tab) => {
    const chosen = tab.dataset.tab === kind;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  });
  devices.forEach((device) => {
    device.root.classList.toggle("shown", device.kind === kind);
    if (device.kind === kind) device.look();
  });
}

tabs.forEach((tab, index) => {
  tab.addEventListener("click", () => show(tab.dataset.tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(index + step + tabs.length) % tabs.length];
    next.focus();
    show(next.dataset.tab);
  });
});

// The texting phone: its number and its channel

function changedPhone() {
  const phone = devices.find((device) => device.kind === "sms");
  const number = document.getElementById("from");
  if (!number.reportValidity()) return;
  phone.root.classList.toggle("whatsapp", phone.whatsapp);
  phone.root.querySelector(".about").textContent = phone.whatsapp ? "WhatsApp" : phone.about.about;
  phone.bubbles = [];
  phone.drawn = "";
  version = "";
  poll();
}

document.getElementById("from").addEventListener("change", changedPhone);
document.querySelectorAll("input[name=channel]").forEach((radio) => radio.addEventListener("change", changedPhone));
changedPhone();
