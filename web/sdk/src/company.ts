import type { Letter } from "./letters.js";
import { Meeting } from "./meeting.js";
import type { IceSettings, JoinedMessage, PeerMessage } from "./messages.js";
import { watchNetwork } from "./network-watch.js";
import { Parking } from "./parking.js";
import { writePreview } from "./peer-payload.js";
import type { PeerConnection } from "./peer-connection.js";
import type { Rehearsal } from "./rehearsal.js";
import type { Arrival, Seat } from "./seat.js";
import { TypedEventTarget } from "./typed-event-target.js";

export interface CompanyEvents {
  /** For certain, nobody else is here. */
  alone: undefined;
  peerjoin: { readonly uid: string };
  peerleave: { readonly uid: string };
}

export interface CompanyOptions {
  readonly seat: Seat;
  readonly joined: JoinedMessage;
  /** A connection that was prepared, once. */
  readonly takePrepared: () => RTCPeerConnection | undefined;
  /** The meeting with whoever was here first, where it could be rehearsed. */
  readonly rehearsal: Rehearsal | undefined;
  readonly media: MediaStream | undefined;
  /** Called with each meeting before anything comes of it. */
  readonly watch: (meeting: Meeting) => void;
}

/** How long the other may take to come back to a server that knows nobody any more, in milliseconds, while nothing is heard of them. */
const absenceMilliseconds = 30_000;

/** How long one who has answered before they came may take to say so; then they are told of all the same, in milliseconds. */
const silenceMilliseconds = 500;

/** Whom this side is with: nobody, with an offer parked for whoever comes, or the one other person. */
export class Company extends TypedEventTarget<CompanyEvents> {
  readonly #options: CompanyOptions;
  readonly #endWatch: () => void;
  #ice: IceSettings;
  #media: MediaStream | undefined;
  /** Whether the server can reach the one whom the meeting is with. */
  #isThere = true;
  #absence: ReturnType<typeof setTimeout> | undefined;
  #parking: Parking | undefined;
  #meeting: Meeting | undefined;
  /** The meeting that was told of. */
  #introduced: Meeting | undefined;
  #introduction: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: CompanyOptions) {
    super();
    this.#options = options;
    this.#ice = options.joined;
    this.#media = options.media;
    const { seat } = options;
    this.#endWatch = watchNetwork(() => {
      this.#meeting?.connection.move();
    });
    seat.addEventListener("alone", () => {
      if (this.#closed) return;
      if (this.#meeting !== undefined) {
        this.#awaitReturn(this.#meeting);
        return;
      }
      this.#park();
      this.emit("alone", undefined);
    });
    seat.addEventListener("back", ({ detail: { joined, isNew } }) => {
      this.#comeBack(joined, isNew);
    });
    seat.addEventListener("certain", () => {
      this.#meeting?.connection.talk();
    });
    seat.addEventListener("presence", ({ detail: { uid, isThere } }) => {
      if (uid !== this.#meeting?.uid) return;
      this.#isThere = isThere;
      if (isThere) this.#meeting.connection.talk();
    });
    seat.addEventListener("arrival", ({ detail }) => {
      this.#meet(detail);
    });
    seat.addEventListener("departure", ({ detail }) => {
      this.#part(detail.uid);
    });
    seat.addEventListener("answerpreview", ({ detail: { msg } }) => {
      this.#meetEarly(msg);
    });
    seat.addEventListener("words", ({ detail: { cmd, uid, msg } }) => {
      if (uid === this.#meeting?.uid) this.#hear(this.#meeting, { cmd, msg });
    });
  }

  /** What is sent from now on, to the one who is here and to whoever comes. */
  setMedia(media: MediaStream | undefined): void {
    this.#media = media;
    (this.#meeting ?? this.#parking?.meeting)?.connection.setMedia(media);
  }

  close(): void {
    this.#closed = true;
    this.#endWatch();
    clearTimeout(this.#introduction);
    clearTimeout(this.#absence);
    this.#parking?.close();
    if (this.#options.seat.isReachable) this.#meeting?.connection.close();
    else this.#meeting?.connection.leave();
    this.#parking = this.#meeting = undefined;
  }

  /** The connection to the server is there again. `isNew`: it knows nobody, and whoever was here has to come again. */
  #comeBack(joined: JoinedMessage, isNew: boolean): void {
    if (this.#closed) return;
    this.#ice = joined;
    this.#meeting?.connection.useIce(joined);
    if (!isNew) {
      this.#meeting?.connection.returnToServer(); // Why else would it have been lost?
      return;
    }
    this.#parking?.close();
    this.#parking = undefined;
    this.#isThere = false;
  }

  /** To the server this side is alone, and yet in a call: it has forgotten the other too, who is on the way as this side was. */
  #awaitReturn(meeting: Meeting): void {
    clearTimeout(this.#absence);
    this.#absence = setTimeout(() => {
      if (meeting.connection.isConnected) this.#awaitReturn(meeting);
      else this.#part(meeting.uid);
    }, absenceMilliseconds);
  }

  /** Whom this side is in a call with has come again, to a server that had forgotten both: the call goes on. */
  #meetAgain({ connection }: Meeting): void {
    clearTimeout(this.#absence);
    this.#isThere = true;
    connection.meetAgain();
  }

  /** Takes what the one who is here says, by whichever way it comes, once. */
  #hear(meeting: Meeting, { cmd, msg }: Letter): void {
    const { connection } = meeting;
    if (connection.letters.isOfAnother(msg)) {
      this.#hearAnother(meeting, { cmd, msg });
      return;
    }
    const mayCross = cmd === "offer" && (connection.isOffering || connection.isMakingOffer);
    const goesOn = mayCross ? connection.letters.crosses(msg) : undefined;
    if (goesOn === "mine") connection.letters.refuse(msg);
    if (goesOn === "theirs") meeting = this.#replace(meeting, true);
    if (!meeting.connection.letters.isNews(msg)) return;
    if (meeting.isRehearsed) this.#makeSureOf(meeting, cmd, msg);
    this.#meeting?.connection.receive(cmd, msg);
  }

  /** They have given their connection up, or have loaded their page anew, and so this side's has no other end any more. */
  #hearAnother(meeting: Meeting, { cmd, msg }: Letter): void {
    if (cmd === "candidate") return; // What it belongs to has been missed, or is to come.
    const { connection } = this.#replace(meeting, cmd === "offer");
    if (cmd === "answer") connection.offer();
    else if (connection.letters.isNews(msg)) connection.receive(cmd, msg);
  }

  #park(): void {
    if (this.#closed) return;
    const { seat, rehearsal } = this.#options;
    rehearsal?.close();
    this.#parking = new Parking({
      make: () => this.#make("", false),
      takeBack: (done) => {
        seat.send("offer", "", "");
        seat.sync(done);
      },
      show: (preview) => {
        seat.showPreview(writePreview(preview));
      },
    });
  }

  #meetEarly(msg: string): void {
    try {
      this.#parking?.meetEarly(msg);
    } catch {
      // Whoever looks says something that is no answer. They have not come, and the one who waits has no use for the news.
    }
  }

  #meet({ uid, wasFirst, offered, previewed }: Arrival): void {
    if (uid === this.#meeting?.uid && !this.#isThere) {
      this.#meetAgain(this.#meeting);
      return;
    }
    clearTimeout(this.#absence);
    this.#isThere = true;
    this.#meeting?.connection.close(); // a new one without a farewell of the old
    this.#meeting = this.#parking?.meet(uid, { offered, previewed }) ?? this.#takeRehearsed(uid) ?? this.#make(uid, wasFirst);
    // Who was first offers; where nothing had been parked yet, that is to be done now.
    if (!wasFirst && this.#parking === undefined) this.#meeting.connection.offer();
    this.#parking = undefined;
    const meeting = this.#meeting;
    if (meeting.connection.isEarly && !meeting.isRehearsed) {
      // Their answer is right behind, and what is to be shown then is another picture than that of one who has still to be connected.
      this.#introduction = setTimeout(() => {
        this.#introduce(meeting);
      }, silenceMilliseconds);
      return;
    }
    this.#introduce(meeting);
    if (!meeting.isRehearsed) return;
    if (previewed) meeting.connection.begin();
    meeting.connection.announce();
  }

  #takeRehearsed(uid: string): Meeting | undefined {
    const meeting = this.#options.rehearsal?.take(uid, this.#ice);
    if (meeting === undefined) return undefined;
    this.#watch(meeting);
    meeting.connection.setMedia(this.#media);
    return meeting;
  }

  /**
   * Their first words tell whether the rehearsal holds. They may have parked another offer since, or not have taken the early answer: then they send
   * one that is of another connection, and so is the answer to it.
   */
  #makeSureOf(meeting: Meeting, cmd: PeerMessage["cmd"], msg: string): void {
    meeting.isRehearsed = false;
    if (cmd !== "offer") return;
    if (meeting.connection.isRehearsed(msg)) {
      meeting.connection.begin();
      return;
    }
    this.#replace(meeting, true);
  }

  /** Tells of them, once. */
  #introduce(meeting: Meeting): void {
    clearTimeout(this.#introduction);
    this.#introduction = undefined;
    if (meeting === this.#introduced) return;
    this.#introduced = meeting;
    this.emit("peerjoin", { uid: meeting.uid });
  }

  /** Whoever came has answered: they are the one whom the connection was made with before, or need one of their own. */
  #confirm(meeting: Meeting, isSame: boolean): void {
    if (meeting !== this.#meeting) return;
    this.#introduce(meeting);
    if (isSame) {
      meeting.connection.announce();
      return;
    }
    this.#replace(meeting, false).connection.offer();
  }

  /** The same person, by another connection. */
  #replace({ uid, connection, wasConnected }: Meeting, polite: boolean): Meeting {
    connection.close();
    const meeting = this.#make(uid, polite, connection);
    meeting.wasConnected = wasConnected;
    this.#introduced = this.#meeting = meeting;
    return meeting;
  }

  #part(uid: string): void {
    if (this.#meeting?.uid === uid) this.#forget(this.#meeting);
    if (this.#meeting === undefined && this.#parking === undefined) this.#park();
  }

  /** They are gone, though it may take the server a while to know: until then nobody else can come. */
  #forget({ uid, connection }: Meeting): void {
    connection.close();
    clearTimeout(this.#introduction);
    const wasIntroduced = this.#meeting === this.#introduced;
    this.#meeting = this.#introduced = undefined;
    clearTimeout(this.#absence);
    if (wasIntroduced) this.emit("peerleave", { uid });
  }

  /** `instead`: the connection in whose place it is. */
  #make(uid: string, polite: boolean, instead?: PeerConnection): Meeting {
    const { seat, takePrepared } = this.#options;
    const meeting = new Meeting({
      uid,
      polite,
      media: this.#media,
      ice: this.#ice,
      prepared: takePrepared(),
      send: (cmd, remoteUid, msg) => {
        seat.send(cmd, remoteUid, msg);
      },
      canTalk: () => seat.isReachable && !seat.isInDoubt && this.#isThere,
      instead,
    });
    meeting.connection.addEventListener("confirmed", ({ detail: { isSame } }) => {
      this.#confirm(meeting, isSame);
    });
    this.#watch(meeting);
    return meeting;
  }

  #watch(meeting: Meeting): void {
    const { connection } = meeting;
    connection.addEventListener("letter", ({ detail }) => {
      if (meeting === this.#meeting) this.#hear(meeting, detail);
    });
    connection.addEventListener("leaving", () => {
      if (meeting === this.#meeting) this.#forget(meeting);
    });
    connection.addEventListener("doubt", () => {
      if (meeting === this.#meeting) this.#options.seat.doubt();
    });
    connection.addEventListener("beyondrepair", () => {
      if (meeting === this.#meeting) this.#replace(meeting, false).connection.offer();
    });
    this.#options.watch(meeting);
  }
}
