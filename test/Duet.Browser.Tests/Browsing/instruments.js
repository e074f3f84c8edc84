// Runs in every page before its own scripts and keeps what a test wants to look at: window.duetTest.
(() => {
  const connections = [];
  const tracks = [];
  const sockets = [];
  // Software has to scale, encode, decode and paint it, and what moves in a large picture moves in a small one as well. Not so slow in
  // Firefox, whose fake camera shows one colour that changes a little with each frame: more frames are what makes it move there.
  const camera = { width: 320, height: 180, frameRate: navigator.userAgent.includes("Firefox") ? 30 : 10 };
  globalThis.duetTest = {
    connections,
    tracks,
    sockets,
    camera,
    watchAttribute,
    watchPicture,
    hear,
    selectedPair,
    relayProtocol,
    fingerprints,
    focusName,
    overflowing,
    reach,
    account,
    summary,
    isWanted: () => true,
  };

  const NativeConnection = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class RTCPeerConnection extends NativeConnection {
    constructor(configuration) {
      super(wanted(configuration));
      const number = connections.push(this);
      for (const name of ["connection", "iceConnection", "signaling"])
        this.addEventListener(`${name.toLowerCase()}statechange`, () => console.debug(`connection ${number}: ${name} ${this[`${name}State`]}`));
    }

    async setRemoteDescription(description) {
      try {
        await super.setRemoteDescription(description);
      } catch (error) {
        console.debug(`connection ${connections.indexOf(this) + 1}: ${description.type} refused: ${error}`);
        throw error;
      }
    }

    createDataChannel(...parameters) {
      const channel = super.createDataChannel(...parameters);
      const send = channel.send.bind(channel);
      channel.send = (data) => {
        console.debug(`sent by channel: ${data}`);
        send(data);
      };
      channel.addEventListener("message", ({ data }) => console.debug(`received by channel: ${data}`));
      return channel;
    }
  };

  /** With those addresses of ICE servers that the test lets the page use (`duetTest.isWanted`); all, unless it says otherwise. */
  function wanted(configuration) {
    const iceServers = configuration?.iceServers
      ?.map((server) => ({ ...server, urls: [server.urls].flat().filter((url) => globalThis.duetTest.isWanted(url)) }))
      .filter(({ urls }) => urls.length > 0);
    return iceServers === undefined ? configuration : { ...configuration, iceServers };
  }

  const NativeSocket = globalThis.WebSocket;
  globalThis.WebSocket = class WebSocket extends NativeSocket {
    constructor(...address) {
      super(...address);
      sockets.push(this);
      for (const event of ["open", "close"]) this.addEventListener(event, () => console.debug(`socket ${event}: ${this.url}`));
      this.addEventListener("message", ({ data }) => console.debug(`received: ${data}`));
    }

    send(data) {
      console.debug(`sent: ${data}`);
      super.send(data);
    }
  };

  const devices = navigator.mediaDevices; // undefined on an insecure origin
  const getUserMedia = devices?.getUserMedia.bind(devices);
  if (getUserMedia) {
    devices.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(affordable(constraints));
      tracks.push(...stream.getTracks());
      return stream;
    };
  }

  /** What the page asks for, from a camera that a test machine can afford (`duetTest.camera`). */
  function affordable({ video, ...others }) {
    return { ...others, ...(video && { video: { ...(video === true ? {} : video), ...globalThis.duetTest.camera } }) };
  }

  /** Resolves when an attribute of an element has a value that meets a condition. */
  async function watchAttribute(element, name, condition) {
    await new Promise((resolve) => {
      const look = () => {
        if (!condition(element.getAttribute(name))) return;
        watch.disconnect();
        resolve();
      };
      const watch = new MutationObserver(look);
      watch.observe(element, { attributes: true, attributeFilter: [name] });
      look();
    });
  }

  /** Resolves when the picture of a video has changed three times: once could be its last frame giving way to black. */
  async function watchPicture(video) {
    for (let changes = 0; changes < 3; changes += 1) {
      const before = await points(video);
      while (!differ(before, await points(video)));
    }
  }

  /** Whether two pictures differ in more than compression makes them: some of the points, and those by much. */
  function differ(one, other) {
    const differing = one.reduce((count, value, index) => count + (Math.abs(value - other[index]) > 40 ? 1 : 0), 0);
    return differing > 0.005 * one.length;
  }

  /** The colours of a video's next frame, as small as is enough to see motion. */
  async function points(video) {
    await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [80, 60];
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height).data;
  }

  /** Resolves when video frames are decoded and sound is received, beyond what was under way when the question was put. */
  async function hear() {
    const { frames } = await received();
    const before = await receivedWhen((now) => now.frames > frames + 10);
    await receivedWhen((now) => now.frames > before.frames && now.energy > before.energy + 0.01); // a fake microphone: 0.01 to 0.1 a second
  }

  async function receivedWhen(isReached) {
    for (;;) {
      const now = await received();
      if (isReached(now)) return now;
      await new Promise((resolve) => setTimeout(resolve, 100)); // statistics have no event
    }
  }

  async function received() {
    const inbound = (await report()).filter((entry) => entry.type === "inbound-rtp");
    const sum = (name) => inbound.reduce((total, entry) => total + (entry[name] ?? 0), 0);
    return { frames: sum("framesDecoded"), energy: sum("totalAudioEnergy") };
  }

  /** The candidate types of the pair that the call runs over. */
  async function selectedPair() {
    return (await selectedCandidates()).map(({ candidateType }) => candidateType);
  }

  /** How our side reaches its relay, if the call runs over one; `null` where the browser does not say. */
  async function relayProtocol() {
    const [local] = await selectedCandidates();
    return local.relayProtocol ?? null;
  }

  /** A call that is being repaired has none for a moment. */
  async function selectedCandidates() {
    for (;;) {
      const entries = await report();
      const find = (id) => entries.find((entry) => entry.id === id);
      const transport = entries.find((entry) => entry.type === "transport" && entry.selectedCandidatePairId);
      const pair = find(transport?.selectedCandidatePairId) ?? entries.find((entry) => entry.type === "candidate-pair" && entry.selected);
      const candidates = [pair?.localCandidateId, pair?.remoteCandidateId].map(find);
      if (candidates.every((candidate) => candidate !== undefined)) return candidates;
      await new Promise((resolve) => setTimeout(resolve, 100)); // statistics have no event
    }
  }

  /** Who the two ends of the call have proved to be: our certificate and the other's, as DTLS checks them. */
  function fingerprints() {
    const { localDescription, remoteDescription } = openConnection();
    return [localDescription, remoteDescription].map(({ sdp }) => sdp.match(/a=fingerprint:(\S+ \S+)/)[1]);
  }

  /** What has the keyboard focus, in whatever shadow tree, by its label or its text; says so where that is nothing, or out of sight. */
  function focusName() {
    let element = document.activeElement;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (element === document.body) return "nothing";
    const name = (element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent).trim();
    return isInSight(element) ? name : `out of sight: ${name}`;
  }

  /** Whether one sees an element, or what is in it, where the middle of the element is. */
  function isInSight(element) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const { left, top, width, height } = element.getBoundingClientRect();
    for (let seen = elementAt(left + width / 2, top + height / 2); seen; seen = seen.assignedSlot ?? seen.parentElement ?? seen.getRootNode().host) {
      if (seen === element) return true;
    }
    return false;
  }

  /** The innermost element at a point, through all shadow trees. */
  function elementAt(x, y) {
    let found = document.elementFromPoint(x, y);
    for (;;) {
      const inner = found?.shadowRoot?.elementFromPoint(x, y) ?? found;
      if (inner === found) return found;
      found = inner;
    }
  }

  /** What reaches over the left or right edge of the window, and is not cut off on purpose, by its tag and class. */
  function overflowing() {
    const page = document.scrollingElement;
    const width = page.clientWidth;
    const beyond = everything(document.body).filter((element) => {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest("svg svg, .visually-hidden") !== null) return false;
      const { left, right } = element.getBoundingClientRect();
      return left < -1 || right > width + 1;
    });
    const names = beyond.map((element) => `${element.localName}.${element.className}`);
    return page.scrollWidth > width ? [`the page is ${page.scrollWidth} wide in ${width}`, ...names] : names;
  }

  /** Whether a person can scroll to where all of an element is in the window; what is clipped for good does not scroll for them. */
  function reach(element) {
    if (element.closest(".visually-hidden") !== null) return true;
    element.scrollIntoView({ block: "nearest", behavior: "instant" });
    const clipping = everything(document.body).filter((each) => each.scrollTop !== 0 && getComputedStyle(each).overflowY === "hidden");
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const isWhole = top >= -1 && left >= -1 && bottom <= innerHeight + 1 && right <= innerWidth + 1;
    for (const each of clipping) each.scrollTop = 0;
    return clipping.length === 0 && isWhole;
  }

  function everything(root) {
    return [...root.querySelectorAll("*")].flatMap((element) => [element, ...(element.shadowRoot ? everything(element.shadowRoot) : [])]);
  }

  /** All that the browser says of each connection, for whoever has to find out why a test failed. */
  async function account() {
    const accounts = connections.map(async (connection) => {
      const { connectionState, iceConnectionState, iceGatheringState, signalingState } = connection;
      const states = { connectionState, iceConnectionState, iceGatheringState, signalingState };
      return { ...states, statistics: [...(await connection.getStats()).values()] };
    });
    return JSON.stringify({ visibility: document.visibilityState, connections: await Promise.all(accounts) }, null, 2);
  }

  /** The same in a line for each connection: whether it stands, over which path, and what came and went. */
  async function summary() {
    const { connections: accounts } = JSON.parse(await account());
    const lines = accounts.map(({ connectionState, iceConnectionState, signalingState, statistics }) => {
      const media = statistics
        .filter(({ type, kind }) => /^(in|out)bound-rtp$/.test(type) && kind)
        .map((entry) => `${entry.type} ${entry.kind} ${entry.packetsReceived ?? entry.packetsSent} packets ${entry.framesDecoded ?? entry.framesEncoded ?? ""}`);
      const pairs = statistics
        .filter(({ type, state }) => type === "candidate-pair" && state === "succeeded")
        .map(({ localCandidateId, remoteCandidateId, nominated, bytesSent, bytesReceived }) => {
          const [local, remote] = [localCandidateId, remoteCandidateId].map((id) => statistics.find((entry) => entry.id === id)?.candidateType);
          return `${local}-${remote}${nominated ? " nominated" : ""} ${bytesSent} sent ${bytesReceived} received`;
        });
      return [`${connectionState} ${iceConnectionState} ${signalingState}`, ...media, ...pairs].join("; ");
    });
    return lines.join("\n");
  }

  async function report() {
    return [...((await openConnection()?.getStats())?.values() ?? [])];
  }

  function openConnection() {
    return connections.findLast((connection) => connection.connectionState !== "closed");
  }
})();
