// Runs in every page before its own scripts, and writes down with the time what comes in: window.duetLab.
(() => {
  const samples = [];
  const clicks = [];
  const states = [];
  const sent = [];
  const received = [];
  const connections = [];
  const candidates = [];
  const events = [];
  const counted = new WeakMap();
  const closings = new WeakMap();
  let crossed = 0;
  globalThis.duetLab = { samples, clicks, states, sent, received, candidates, events };

  const now = () => performance.timeOrigin + performance.now();

  const note = (what) => events.push({ at: now(), what });

  addEventListener("click", (event) => event.isTrusted && clicks.push(performance.timeOrigin + event.timeStamp), { capture: true });

  addEventListener("online", () => note("network: online"));
  navigator.connection?.addEventListener("change", ({ target: { type, effectiveType, rtt, downlink } }) =>
    note(`network: ${type} ${effectiveType} ${rtt} ms ${downlink} Mbit/s`));

  // A camera that two browsers on a small machine can afford; what moves in a large picture moves in a small one as well.
  const devices = navigator.mediaDevices;
  const getUserMedia = devices?.getUserMedia.bind(devices);
  if (getUserMedia) {
    devices.getUserMedia = ({ video, ...others }) =>
      getUserMedia({ ...others, ...(video && { video: { ...(video === true ? {} : video), width: 320, height: 180, frameRate: 10 } }) });
  }

  const NativeConnection = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class RTCPeerConnection extends NativeConnection {
    constructor(...parameters) {
      super(...parameters);
      const number = connections.push(this);
      counted.set(this, { audio: 0, frames: 0 });
      closings.set(this, Promise.withResolvers());
      for (const name of ["connection", "iceConnection", "signaling", "iceGathering"])
        this.addEventListener(`${name.toLowerCase()}statechange`, () => note(`media ${number}: ${name} ${this[`${name}State`]}`));
      this.addEventListener("icecandidate", ({ candidate }) => {
        if (candidate?.candidate) candidates.push({ at: now(), type: candidate.type, address: candidate.address });
      });
    }
  };

  for (const name of ["restartIce", "setLocalDescription", "setRemoteDescription", "close"]) {
    const native = NativeConnection.prototype[name];
    NativeConnection.prototype[name] = function (...parameters) {
      const type = parameters[0]?.type ?? "";
      note(`media ${connections.indexOf(this) + 1}: ${name}(${type})`);
      if (name === "setRemoteDescription" && type === "offer" && this.signalingState === "have-local-offer") crossed += 1;
      if (name === "close") closings.get(this)?.resolve();
      return native.apply(this, parameters);
    };
  }

  const sockets = [];
  const seats = [];
  const NativeSocket = globalThis.WebSocket;
  globalThis.WebSocket = class WebSocket extends NativeSocket {
    #number = sockets.push(this);

    constructor(...parameters) {
      super(...parameters);
      note(`server ${this.#number}: connecting`);
      for (const name of ["open", "close"]) this.addEventListener(name, () => note(`server ${this.#number}: ${name}`));
      this.addEventListener("message", ({ data }) => this.#write(received, data));
    }

    send(data) {
      this.#write(sent, data);
      super.send(data);
    }

    /** What one person tells another through the server, by what is its own. What is parked for whoever comes may be told again, and is left out. */
    #write(list, data) {
      const { cmd, seat, remoteUid, msg } = JSON.parse(data);
      if (cmd === "joined" && !seats.includes(seat)) seats.push(seat);
      if (!["offer", "answer", "candidate"].includes(cmd) || !remoteUid) return;
      const { from, number } = JSON.parse(msg);
      list.push({ socket: this.#number, seat: seats.length, name: `${cmd} ${from} ${number}` });
    }
  };

  const nativeFetch = globalThis.fetch;
  let fetches = 0;
  globalThis.fetch = async (...parameters) => {
    const name = `fetch ${(fetches += 1)}`;
    note(`${name}: begin`);
    try {
      const response = await nativeFetch(...parameters);
      note(`${name}: answer`);
      return response;
    } catch (error) {
      note(`${name}: ${error.name}`);
      throw error;
    }
  };

  new MutationObserver(() => {
    const state = stateNow();
    if (state !== states.at(-1)?.state) states.push({ at: now(), state });
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"] });

  const stateNow = () => document.querySelector("duet-app")?.getAttribute("data-state") ?? "";

  let audio = 0;
  let frames = 0;

  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  /**
   * Negotiates again and again, at moments of the clock that the other page has too, and returns how many offers of theirs met one of this page's.
   * @param interval from one to the next, in milliseconds
   */
  globalThis.duetLabRenegotiate = async (times, interval) => {
    const connection = connections.findLast(({ connectionState }) => connectionState !== "closed");
    for (let time = 0; time < times; time += 1) {
      await pause(interval - (Date.now() % interval));
      connection.dispatchEvent(new Event("negotiationneeded"));
    }
    for (let tries = 0; connection.signalingState !== "stable"; tries += 1) {
      if (tries === 50) throw new Error(`stuck in ${connection.signalingState}`);
      await pause(100);
    }
    return crossed;
  };

  async function sample() {
    let path = { local: "", remote: "", protocol: "" };
    for (const connection of connections.filter(({ connectionState }) => connectionState !== "closed")) {
      // Firefox refuses where it was closed meanwhile, or never answers, and what comes by another connection is to be seen when it does.
      const report = await Promise.race([connection.getStats().catch(() => undefined), closings.get(connection).promise, pause(1_000)]);
      if (report === undefined) continue;
      const entries = [...report.values()];
      const inbound = (kind) => entries.filter((entry) => entry.type === "inbound-rtp" && entry.kind === kind);
      const sum = (kind, name) => inbound(kind).reduce((total, entry) => total + (entry[name] ?? 0), 0);
      const last = counted.get(connection);
      const next = { audio: sum("audio", "packetsReceived"), frames: sum("video", "framesDecoded") };
      counted.set(connection, next);
      audio += Math.max(0, next.audio - last.audio);
      frames += Math.max(0, next.frames - last.frames);
      if (next.audio > last.audio || next.frames > last.frames || path.local === "") path = pathOf(entries) ?? path;
    }
    samples.push({ at: now(), audio, frames, state: stateNow(), server: sockets.some(({ readyState, OPEN }) => readyState === OPEN), ...path });
    setTimeout(sample, 80);
  }

  function pathOf(entries) {
    const find = (id) => entries.find((entry) => entry.id === id);
    const transport = entries.find((entry) => entry.type === "transport" && entry.selectedCandidatePairId);
    const pair = find(transport?.selectedCandidatePairId) ?? entries.find((entry) => entry.type === "candidate-pair" && entry.selected);
    const [local, remote] = [find(pair?.localCandidateId), find(pair?.remoteCandidateId)];
    return pair && { local: local?.candidateType ?? "", remote: remote?.candidateType ?? "", protocol: local?.relayProtocol ?? "" };
  }

  sample();
})();
