const call = document.querySelector("duet-call");
const [mute, leave, state] = ["mute", "leave", "state"].map((id) => document.getElementById(id));
const inCall = ["joining", "waiting", "connecting", "connected"];

function show(now) {
  state.value = now;
  mute.disabled = leave.disabled = !inCall.includes(now);
}

call.addEventListener("duet-statechange", ({ detail }) => show(detail.state));
if (call.state !== undefined) show(call.state); // The element may have been faster than this script.

mute.addEventListener("click", () => {
  const muted = mute.getAttribute("aria-pressed") !== "true";
  mute.setAttribute("aria-pressed", String(muted));
  call.setMicrophone(!muted);
});

leave.addEventListener("click", () => call.leave());
