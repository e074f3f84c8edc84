// Runs in every page before its own scripts, and writes down with the time what the browser does: window.firstFrame.
(() => {
  const events = [];
  const connections = [];
  const remoteTracks = new WeakSet();
  const watched = new WeakSet();
  globalThis.firstFrame = { events, report };

  const note = (kind, detail = "", time = performance.now()) => events.push({ at: performance.timeOrigin + time, kind, detail: String(detail) });

  addEventListener("click", (event) => event.isTrusted && note("click", "", event.timeStamp), { capture: true });

  const devices = navigator.mediaDevices;
  const getUserMedia = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    note("media asked");
    const stream = await getUserMedia(constraints);
    note("media opened", stream.getTracks().map(({ kind }) => kind).join(" "));
    return stream;
  };

  const NativeSocket = globalThis.WebSocket;
  globalThis.WebSocket = class WebSocket extends NativeSocket {
    constructor(...parameters) {
      super(...parameters);
      note("socket connecting");
      this.addEventListener("open", () => note("socket open"));
      this.addEventListener("close", ({ code }) => note("socket closed", code));
      this.addEventListener("message", ({ data }) => noteMessage("received", data));
    }

    send(data) {
      noteMessage("sent", data);
      super.send(data);
    }
  };

  function noteMessage(way, data) {
    const { cmd, code, msg } = JSON.parse(data);
    if (cmd !== "keepalive") note(`${way} ${cmd}`, code ?? (cmd === "candidate" ? JSON.parse(msg).candidate : ""));
  }

  const NativeConnection = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class RTCPeerConnection extends NativeConnection {
    constructor(...parameters) {
      super(...parameters);
      connections.push(this);
      const say = (kind, detail) => note(kind, `${detail ?? ""}${connections.length > 1 ? ` (connection ${connections.indexOf(this) + 1})` : ""}`);
      say("connection made");
      this.addEventListener("signalingstatechange", () => {
        say("signaling", this.signalingState);
        this.#watchTransports(say);
      });
      this.addEventListener("icegatheringstatechange", () => say("gathering", this.iceGatheringState));
      this.addEventListener("icecandidate", ({ candidate }) => candidate && say("candidate found", candidate.candidate));
      this.addEventListener("iceconnectionstatechange", () => say(`ice ${this.iceConnectionState}`));
      this.addEventListener("connectionstatechange", () => say(`connection ${this.connectionState}`));
      this.addEventListener("track", ({ track }) => {
        remoteTracks.add(track);
        say(`${track.kind} track`);
        track.addEventListener("unmute", () => say(`${track.kind} unmuted`));
      });
    }

    #watchTransports(say) {
      for (const { sender } of this.getTransceivers()) {
        const { transport } = sender;
        if (!transport || watched.has(transport)) continue;
        watched.add(transport);
        transport.addEventListener("statechange", () => say(`dtls ${transport.state}`));
      }
    }
  };

  // Whichever video element the page shows the other person in, in whatever shadow root: it is given a stream with a track that came from them.
  const srcObject = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "srcObject");
  Object.defineProperty(HTMLMediaElement.prototype, "srcObject", {
    ...srcObject,
    set(stream) {
      srcObject.set.call(this, stream);
      if (this instanceof HTMLVideoElement && !watched.has(this)) watchPicture(this);
    },
  });

  function watchPicture(video) {
    watched.add(video);
    let previewed = false;
    let shown = 0;
    video.requestVideoFrameCallback(function see(now, { receiveTime, presentationTime, width, height }) {
      const isRemote = (video.srcObject?.getVideoTracks() ?? []).some((track) => remoteTracks.has(track));
      if (isRemote && isBlack(video)) note("black frame");
      else if (isRemote) {
        shown += 1;
        const detail = `${width}x${height}, presented at ${stamp(presentationTime)}, last packet at ${stamp(receiveTime)}`;
        note(shown === 1 ? "first frame" : "next frame", detail);
      } else if (!previewed) {
        previewed = true;
        note("preview");
      }
      if (shown < 3) video.requestVideoFrameCallback(see);
    });
  }

  // Of a camera that is not shown yet; the picture of the browser's own false camera is nowhere dark all over.
  const canvas = new OffscreenCanvas(8, 8).getContext("2d", { willReadFrequently: true });

  function isBlack(video) {
    canvas.drawImage(video, 0, 0, 8, 8);
    return canvas.getImageData(0, 0, 8, 8).data.every((value, index) => index % 4 === 3 || value < 32);
  }

  const stamp = (time) => (time === undefined ? "?" : (performance.timeOrigin + time).toFixed(1));

  /** What the statistics say of the connection that brought the picture. */
  async function report() {
    for (const connection of connections) {
      const entries = connection.connectionState === "closed" ? [] : [...(await connection.getStats()).values()];
      const find = (id) => entries.find((entry) => entry.id === id);
      const video = entries.find(({ type, kind }) => type === "inbound-rtp" && kind === "video");
      const transport = entries.find(({ type }) => type === "transport");
      if (!video?.framesDecoded) continue;
      const pair = find(transport.selectedCandidatePairId);
      return {
        localCandidate: find(pair?.localCandidateId)?.candidateType ?? "none",
        remoteCandidate: find(pair?.remoteCandidateId)?.candidateType ?? "none",
        relayProtocol: find(pair?.localCandidateId)?.relayProtocol ?? "none",
        tlsVersion: transport.tlsVersion ?? "",
        dtlsRole: transport.dtlsRole ?? "",
        iceRole: transport.iceRole ?? "",
        codec: find(video.codecId)?.mimeType ?? "",
        keyFrames: video.keyFramesDecoded ?? 0,
        keyFrameRequests: video.pliCount ?? 0,
      };
    }
    return null;
  }
})();
