// The chime, the lost connection, and a screen that stays on. A browser plays sound only after somebody has tapped.
"use strict";
(() => {
  const away = document.getElementById("away");
  const button = document.getElementById("sound");
  const AWAY_AFTER = 2; // requests in a row that failed
  let sound = null;
  let failed = 0;

  const calls = () => new Set([...document.querySelectorAll("[data-call].new")].map((call) => call.dataset.call));
  let known = calls();

  // Two soft sine tones, a third apart, that fade out within two seconds.
  const chime = () => {
    document.body.dataset.chimes = Number(document.body.dataset.chimes || 0) + 1;
    if (!sound) return;
    for (const [pitch, after] of [[659.25, 0], [523.25, 0.35]]) {
      const start = sound.currentTime + after;
      const tone = new OscillatorNode(sound, { frequency: pitch });
      const volume = new GainNode(sound, { gain: 0 });
      volume.gain.setValueAtTime(0, start);
      volume.gain.linearRampToValueAtTime(0.22, start + 0.03);
      volume.gain.exponentialRampToValueAtTime(0.0001, start + 1.6);
      tone.connect(volume).connect(sound.destination);
      tone.start(start);
      tone.stop(start + 1.7);
    }
    document.body.dataset.played = Number(document.body.dataset.played || 0) + 1;
  };

  const stayOn = () => navigator.wakeLock?.request("screen").catch(() => {});
  button.addEventListener("click", async () => {
    sound ??= new AudioContext();
    await sound.resume();
    button.remove();
    chime();
    stayOn();
    document.documentElement.requestFullscreen?.().catch(() => {});
  });
  document.addEventListener("visibilitychange", () => document.hidden || !sound || stayOn());

  document.addEventListener("htmx:after:swap", () => {
    const now = calls();
    if ([...now].some((call) => !known.has(call))) chime();
    known = now;
  });

  const answered = (well) => {
    failed = well ? 0 : failed + 1;
    const words = failed < AWAY_AFTER ? "" : "Reconnecting… please listen for your number.";
    if (away.textContent !== words) away.textContent = words;
  };
  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => answered(ctx.response.status < 400));
  document.addEventListener("htmx:error", () => answered(false));
})();
