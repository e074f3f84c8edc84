namespace Duet.Load.Relay;

/// <summary>What browsers put into <c>msg</c>, already escaped for a JSON string; MARK is where the time goes.</summary>
internal static class SampleBodies
{
    /// <summary>A server-reflexive candidate, about 200 bytes.</summary>
    public const string Candidate =
        """{\"candidate\":\"candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 192.0.2.15 rport 46154 ufrag EsAw """
        + """MARK\",\"sdpMid\":\"0\",\"sdpMLineIndex\":0}""";

    /// <summary>The head of an audio and video offer, about 1.1 kB.</summary>
    public const string Offer =
        """{\"type\":\"offer\",\"sdp\":\"v=0\\r\\no=- 4611731400430051336 2 IN IP4 127.0.0.1\\r\\ns=MARK\\r\\nt=0 0\\r\\n"""
        + """a=group:BUNDLE 0 1\\r\\na=extmap-allow-mixed\\r\\na=msid-semantic: WMS stream\\r\\n"""
        + """m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126\\r\\nc=IN IP4 0.0.0.0\\r\\na=rtcp:9 IN IP4 0.0.0.0\\r\\n"""
        + """a=ice-ufrag:EsAw\\r\\na=ice-pwd:bP+XJMM09aR8AiX1jdukzR6Y\\r\\na=ice-options:trickle\\r\\n"""
        + """a=fingerprint:sha-256 DA:39:A3:EE:5E:6B:4B:0D:32:55:BF:EF:95:60:18:90:"""
        + """AF:D8:07:09:84:B5:53:7E:8F:1A:4B:22:6C:10:9D:3E\\r\\n"""
        + """a=setup:actpass\\r\\na=mid:0\\r\\na=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\\r\\n"""
        + """a=sendrecv\\r\\na=rtcp-mux\\r\\n"""
        + """a=rtpmap:111 opus/48000/2\\r\\na=rtcp-fb:111 transport-cc\\r\\na=fmtp:111 minptime=10;useinbandfec=1\\r\\n"""
        + """m=video 9 UDP/TLS/RTP/SAVPF 96 97 98\\r\\nc=IN IP4 0.0.0.0\\r\\na=mid:1\\r\\na=sendrecv\\r\\na=rtcp-mux\\r\\n"""
        + """a=rtpmap:96 VP8/90000\\r\\na=rtcp-fb:96 nack pli\\r\\na=rtpmap:97 rtx/90000\\r\\na=fmtp:97 apt=96\\r\\n\"}""";
}
