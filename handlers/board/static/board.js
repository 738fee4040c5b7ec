// What htmx leaves to do: notices that go by themselves, focus that survives, the lost connection, the menus.
"use strict";
(() => {
  const STAYS = { lasting: 60_000, bad: 12_000, plain: 8_000 }; // milliseconds
  const news = document.getElementById("news");
  const away = document.getElementById("away");
  let going = 0;

  // --- Notices -------------------------------------------------------------------------------------------------------
  const stay = () => {
    clearTimeout(going);
    const notice = news.querySelector(".notice");
    if (!notice) return;
    const kind = notice.classList.contains("lasting") ? "lasting" : notice.classList.contains("bad") ? "bad" : "plain";
    going = setTimeout(leave, STAYS[kind]);
  };
  const leave = () => {
    if (news.matches(":hover, :focus-within") && news.querySelector(".notice:not(.lasting)")) going = setTimeout(leave, 2_000);
    else news.replaceChildren();
  };
  const say = (words) => {
    const notice = document.createElement("p");
    notice.className = "notice bad";
    notice.textContent = words;
    news.replaceChildren(notice);
    stay();
  };
  new MutationObserver(stay).observe(news, { childList: true });
  stay();

  // --- Requests ------------------------------------------------------------------------------------------------------
  const lost = (is) => {
    away.hidden = !is;
    document.body.classList.toggle("stale", is);
  };
  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    const seen = document.getElementById("live")?.getAttribute("hx-get").split("seen=")[1];
    if (seen && ctx.request.method === "POST") ctx.request.headers["X-Seen"] = decodeURIComponent(seen);
  });
  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    const status = ctx.response.status;
    const form = ctx.sourceElement.closest?.("form");
    lost(status >= 500);
    if (!form) return;
    if (status === 403) say("This page is too old. Load it again, please.");
    else if (status >= 500) say("That did not work: something broke on our side. Please try again.");
    else if (status < 400) {
      const menu = form.closest("details.more[open]");
      if (menu?.contains(document.activeElement)) menu.querySelector("summary").focus({ preventScroll: true });
      menu?.removeAttribute("open");
      if (form.classList.contains("clears")) form.reset();
      if (form.closest("#add")) document.getElementById("w-name").focus();
    }
  });
  document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
    if (!ctx) return;
    lost(true);
    if (ctx.sourceElement.closest?.("form")) say("No answer came. Please look whether it was done before you try again.");
  });
  const look = () => document.getElementById("live")?.dispatchEvent(new Event("look"));
  document.addEventListener("visibilitychange", () => document.hidden || look());
  window.addEventListener("online", look);

  // --- Focus: what was focused keeps it; where it is gone, its panel's heading takes over ------------------------------
  let focused = null;
  document.addEventListener("htmx:before:swap", () => {
    const element = document.activeElement;
    focused = element && element !== document.body && { id: element.id, panel: element.closest(".panel, #head, #news")?.id };
  });
  document.addEventListener("htmx:after:swap", () => {
    if (!focused || document.activeElement !== document.body) return;
    const again = focused.id && document.getElementById(focused.id);
    const instead = document.querySelector(`#${focused.panel || "main"} h2[tabindex]`) || document.getElementById("main");
    (again && again.offsetParent ? again : instead).focus({ preventScroll: true });
  });

  // --- Today's visits, narrowed while one types: accents and capitals aside -------------------------------------------
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const sift = () => {
    const words = plain(document.getElementById("sift")?.value || "").split(/\s+/).filter(Boolean);
    const rows = [...document.querySelectorAll("#visits li.visit")];
    for (const row of rows) {
      const told = plain([...row.querySelectorAll(".time, .name, .about")].map((part) => part.textContent).join(" "));
      row.hidden = !words.every((word) => told.includes(word));
    }
    const over = document.getElementById("finished");
    if (over && words.length) over.open = !!over.querySelector("li.visit:not([hidden])");
    const told = document.getElementById("sifted");
    if (told) told.textContent = words.length ? `${rows.filter((row) => !row.hidden).length} of ${rows.length} shown` : "";
  };
  document.addEventListener("input", ({ target }) => target.id === "sift" && sift());
  document.addEventListener("htmx:after:swap", sift);

  // --- Menus: one at a time, closed by Escape or a press elsewhere ---------------------------------------------------
  const others = (kept) => document.querySelectorAll("details.more[open]").forEach((menu) => menu === kept || menu.removeAttribute("open"));
  document.addEventListener("click", (event) => others(event.target.closest("details.more")));
  document.addEventListener("toggle", ({ target }) => {
    if (target.matches("details.more[open]")) target.querySelector(".sheet")?.scrollIntoView({ block: "nearest" }); // clear of the notice
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement.closest("details.more[open]");
    others(null);
    menu?.querySelector("summary").focus();
  });
})();
