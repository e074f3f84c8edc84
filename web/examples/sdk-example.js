import { DuetCall, normalizeRoomName } from "/sdk/index.js";

const [form, leave, state, them, me] = ["form", "#leave", "#state", "#them", "#me"].map((selector) => document.querySelector(selector));
const server = document.querySelector("meta[name=duet-server]").content.replace(/^http/, "ws") + "/ws";

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const call = new DuetCall({ server, room: normalizeRoomName(new FormData(form).get("room")) });
  call.addEventListener("statechange", ({ detail }) => {
    state.value = detail;
    leave.disabled = detail === "ended";
  });
  call.addEventListener("localstream", ({ detail }) => (me.srcObject = detail));
  call.addEventListener("remotestream", ({ detail }) => (them.srcObject = detail));
  call.addEventListener("peerleave", () => (them.srcObject = null));
  leave.onclick = () => call.leave();
  try {
    await call.join();
  } catch (error) {
    state.value = error.code; // such as "room-full"
  }
});
