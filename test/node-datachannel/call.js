// Two ends that may reach each other through a TURN server only, and messages both ways over a data channel.
//   node call.js url username password messages address
//     url        turn:127.0.0.1:3478, reached over UDP: libjuice knows no other way to a TURN server
//     messages   how many go each way
//     address    of this machine, from which both ends send: one that the relay is not at, else its permission for the other end's relayed
//                address, which knows no ports, would let packets in that no relay sent
// It prints JSON: the candidates that each end selected, and how many messages came to it. What goes wrong is one line, and exit code 1.
import { cleanup, PeerConnection } from "node-datachannel";

const deadlineSeconds = 15;

/** The messages, each different. Some lengths are padded on their way, and some are not. */
const textOf = (index) => `${index} `.padEnd(3 + ((index * 37) % 1000), "duet");

class End {
  #connection;
  #channel;
  #received = 0;

  constructor(name, { server, address }) {
    this.name = name;
    this.#connection = new PeerConnection(name, { iceServers: [server], iceTransportPolicy: "relay", bindAddress: address });
  }

  get received() {
    return this.#received;
  }

  /**
   * Hands this end's description to the other, as a signaling server would, with all of its candidates in it: what the library tells on
   * callbacks of different kinds comes in no order, so that a candidate may be told after the end of the gathering, or before the description.
   */
  signalTo(other, fail) {
    this.#connection.onGatheringStateChange((state) => {
      if (state !== "complete") return;
      const { sdp, type } = this.#connection.localDescription();
      if (sdp.includes("a=candidate:")) other.#connection.setRemoteDescription(sdp, type);
      else fail(`${this.name} got no relay candidate`);
    });
    this.#connection.onStateChange((state) => {
      if (state === "failed") fail(`the connection of ${this.name} failed`);
    });
  }

  call(exchange) {
    this.#use(this.#connection.createDataChannel("messages"), exchange);
  }

  answer(exchange) {
    this.#connection.onDataChannel((channel) => this.#use(channel, exchange));
  }

  #use(channel, { messages, fail, received }) {
    this.#channel = channel; // Nobody else holds it.
    channel.onError((error) => fail(`the channel of ${this.name} failed: ${error}`));
    channel.onMessage((text) => {
      if (text !== textOf(this.#received)) fail(`message ${this.#received} came to ${this.name} as "${text}"`);
      this.#received++;
      received();
    });
    channel.onOpen(() => {
      for (let index = 0; index < messages; index++) this.#channel.sendMessage(textOf(index));
    });
  }

  report() {
    const { local, remote } = this.#connection.getSelectedCandidatePair();
    return { name: this.name, local: local.type, remote: remote.type, transport: local.transportType, received: this.#received };
  }

  close() {
    this.#connection.close();
  }
}

function serverOf(url, username, password) {
  const match = /^turn:([^:]+|\[.+\]):(\d+)$/.exec(url);
  if (match === null) throw new Error(`"${url}" is no TURN server over UDP`);
  return { hostname: match[1], port: Number(match[2]), username, password, relayType: "TurnUdp" };
}

async function exchange(ends, messages) {
  const [anna, ben] = ends;
  let deadline;
  try {
    await new Promise((resolve, reject) => {
      const fail = (reason) => reject(new Error(reason));
      const received = () => {
        if (ends.every((end) => end.received === messages)) resolve();
      };
      deadline = setTimeout(() => fail(`the messages did not come within ${deadlineSeconds} s`), deadlineSeconds * 1000);
      anna.signalTo(ben, fail);
      ben.signalTo(anna, fail);
      ben.answer({ messages, fail, received });
      anna.call({ messages, fail, received });
    });
    return ends.map((end) => end.report());
  } finally {
    clearTimeout(deadline);
    for (const end of ends) end.close();
  }
}

try {
  const [url, username, password, messages, address] = process.argv.slice(2);
  const server = serverOf(url, username, password);
  const ends = ["anna", "ben"].map((name) => new End(name, { server, address }));
  console.log(JSON.stringify(await exchange(ends, Number(messages))));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  cleanup();
}
