const call = document.querySelector("duet-call");
const [mute, leave, state] = ["mute", "leave", "state"].map((id) => document.getElementById(id));
const inCall = ["joining", "waiting", "connecting", "connected"];

call.addEventListener("duet-statechange", ({ detail }) => {
  state.value = detail.state;
  mute.disabled = leave.disabled = !inCall.includes(detail.state);
});

mute.addEventListener("click", () => {
  const muted = mute.getAttribute("aria-pressed") !== "true";
  mute.setAttribute("aria-pressed", String(muted));
  call.setMicrophone(!muted);
});

leave.addEventListener("click", () => call.leave());
