import { expect, it } from "vitest";
import { configurationOf, pooledConfigurationOf, renewedConfigurationOf } from "./rtc-configuration.js";
import { FakePeerConnection } from "./testing/fake-peer-connection.js";

const settings = (username: string) => ({
  iceServers: [{ urls: ["turn:turn.example"], username, credential: "secret" }],
  iceTransportPolicy: "all" as const,
});

it.each([
  ["made to gather ahead", pooledConfigurationOf(settings("old"))],
  ["made when it was needed", configurationOf(settings("old"))],
])("renews the credentials of a connection that was %s, and nothing that cannot be changed any more", (_, made) => {
  const peer = new FakePeerConnection(made);
  peer.knowsProvisionalAnswers = true; // and has a pool
  peer.setConfiguration(renewedConfigurationOf(peer as unknown as RTCPeerConnection, settings("new")));
  expect(peer.configuration).toEqual({ iceCandidatePoolSize: 0, ...made, iceServers: settings("new").iceServers });
});
