import type { IceSettings, PeerMessage } from "./messages.js";
import { PeerConnection } from "./peer-connection.js";

export interface MeetingOptions {
  /** Whom it is with; empty while its offer is parked for whoever comes. */
  readonly uid: string;
  /** The one who came second is polite: they wait for an offer, and give way where two cross. */
  readonly polite: boolean;
  readonly media: MediaStream | undefined;
  readonly ice: IceSettings;
  readonly prepared?: RTCPeerConnection | undefined;
  readonly send: (cmd: PeerMessage["cmd"], remoteUid: string, msg: string) => void;
  /** Whether what is sent reaches them now. */
  readonly canTalk: () => boolean;
  /** The connection in whose place this one is, where it is in one's. */
  readonly instead?: PeerConnection | undefined;
}

/** A media connection, and whom it is with: somebody, or whoever comes. */
export class Meeting {
  readonly connection: PeerConnection;
  /** Where its words go from now on. */
  uid: string;
  wasConnected = false;
  /** It began with the preview of an offer, and the offer has not come yet. */
  isRehearsed = false;

  constructor({ uid, send, ...options }: MeetingOptions) {
    this.uid = uid;
    this.connection = new PeerConnection({
      ...options,
      send: (cmd, msg) => {
        send(cmd, this.uid, msg);
      },
    });
  }
}
