// Runs in every page before its own scripts: window.duetSoak, for whoever looks at the call and cuts its connection to the server.
(() => {
  const lookMilliseconds = 2000;
  const connections = [];
  const sockets = [];
  globalThis.duetSoak = { cut, look, stateNow };

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
      connections.push(this);
      this.addEventListener("connectionstatechange", () => this.connectionState === "closed" && forget(connections, this));
    }

    // A page is not told of what it does itself.
    close() {
      forget(connections, this);
      super.close();
    }
  };

  const NativeSocket = globalThis.WebSocket;
  globalThis.WebSocket = class WebSocket extends NativeSocket {
    constructor(...parameters) {
      super(...parameters);
      sockets.push(this);
      this.addEventListener("close", () => forget(sockets, this));
    }
  };

  function forget(list, gone) {
    const index = list.indexOf(gone);
    if (index >= 0) list.splice(index, 1);
  }

  /** Ends the connection to the server, as a proxy does that has had enough of it. */
  function cut() {
    for (const socket of [...sockets]) socket.close();
  }

  function stateNow() {
    return document.querySelector("duet-app")?.getAttribute("data-state") ?? "";
  }

  /** What the page shows, and what has come from the other while one looks. */
  async function look() {
    const connection = connections.findLast(({ connectionState }) => connectionState === "connected");
    const before = await received(connection);
    await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
    const after = await received(connection);
    return JSON.stringify({
      state: stateNow(),
      connection: connection?.connectionState ?? "none",
      frames: after.frames - before.frames,
      sound: after.sound - before.sound,
      sockets: sockets.filter(({ readyState, OPEN }) => readyState === OPEN).length,
    });
  }

  async function received(connection) {
    const inbound = [...((await connection?.getStats())?.values() ?? [])].filter(({ type }) => type === "inbound-rtp");
    const sum = (name) => inbound.reduce((total, entry) => total + (entry[name] ?? 0), 0);
    return { frames: sum("framesDecoded"), sound: sum("totalAudioEnergy") };
  }
})();
