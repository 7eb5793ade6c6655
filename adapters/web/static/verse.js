// The page works without this: here a form is sent without leaving the page, and focus goes to the answer.
"use strict";
(() => {
  const talk = document.getElementById("talk");
  const status = document.getElementById("status");
  if (!talk || !window.fetch || !window.FormData) return;
  let busy = false;

  const say = (words) => { status.textContent = words; };

  function put(response, words) {
    const page = new DOMParser().parseFromString(words, "text/html");
    const fresh = page.querySelector("article.exchange");
    if (!fresh) { location.reload(); return; }
    const old = document.getElementById(fresh.id);
    if (old && talk.contains(old)) old.replaceWith(fresh); else talk.append(fresh);
    const once = response.headers.get("Verse-Once");
    const field = document.querySelector("#ask [name=once]");
    if (once && field) field.value = once;
    const title = fresh.querySelector(".title");
    if (title) { title.focus({ preventScroll: true }); }
    fresh.scrollIntoView({ block: "start" });
  }

  async function send(form, button) {
    const body = new URLSearchParams(new FormData(form));
    if (button && button.name) body.set(button.name, button.value);
    say("Reading the policies…");
    const response = await fetch(form.action, { method: "POST", body, headers: { "Verse-Part": "1" }, credentials: "same-origin" });
    const words = await response.text();
    if (response.headers.get("Verse-Part") !== "1") {
      const fault = new DOMParser().parseFromString(words, "text/html").querySelector("main p");
      say(fault ? fault.textContent : "That could not be sent. Please try again.");
      return;
    }
    put(response, words);
    const text = form.querySelector("#text");
    if (text) text.value = "";
    say("");
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches(".ask, .press")) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    const button = event.submitter;
    if (button) button.setAttribute("aria-disabled", "true");
    try { await send(form, button); }
    catch { say("The service could not be reached. Your question is still in the box; please try again."); }
    finally { busy = false; if (button) button.removeAttribute("aria-disabled"); }
  });

  const text = document.getElementById("text");
  if (text) text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); if (text.value.trim()) text.form.requestSubmit(); }
  });
})();
