using System.Net;
using Duet.Server.Ice;
using Duet.Server.Signaling;
using Duet.Signaling;

namespace Duet.Server.Configuration;

/// <summary>
/// The configuration contract: every option there is. The start checks the configuration against it, <c>--help</c> prints it, and a key
/// under <c>Duet:</c> that does not stand here is a typing error.
/// </summary>
internal static class OptionRules
{
    private static readonly SignalingOptions _signaling = new();
    private static readonly IceOptions _ice = new();

    public static IReadOnlyList<OptionRule> All { get; } =
    [
        OptionRule.NotEmpty("Duet:DataDirectory", "the user's data folder + /duet", "where the generated certificate is kept"),
        OptionRule.NotEmpty("Duet:Certificate:Path", "generated, self-signed", "PEM file with the certificate and its chain"),
        OptionRule.NotEmpty("Duet:Certificate:KeyPath", "in the certificate's file", "PEM file with the private key"),
        new("Duet:TrustedProxies:N", "this machine", "an IP address or a network such as 10.0.0.0/8", "proxies whose X-Forwarded-* headers count", IsNetwork),

        OptionRule.OneOf("Duet:Ice:TransportPolicy", "relay: media goes through TURN only", "all", "relay"),
        new("Duet:Ice:Servers:N:Urls", "none", IceUrl.Allowed, "a STUN or TURN server, such as coturn", IceUrl.AreValid),
        new("Duet:Ice:Servers:N:Urls:N", "none", IceUrl.Allowed, "the same, as a list", IceUrl.AreValid),
        OptionRule.NotEmpty("Duet:Ice:Servers:N:Username", "none", "the TURN server's user"),
        OptionRule.NotEmpty("Duet:Ice:Servers:N:Credential", "none", "the TURN user's password"),
        OptionRule.NotEmpty("Duet:Ice:Servers:N:Secret", "none", "shared with the TURN server, for time-limited credentials"),
        OptionRule.Time("Duet:Ice:CredentialLifetime", _ice.CredentialLifetime, Minutes(5), TimeSpan.FromDays(7), "how long time-limited credentials are good for"),

        .. TurnRules.All,

        new("Duet:Signaling:AllowedOrigins:N", "same origin only", OriginPolicy.Allowed, "further origins that may open /ws and embed calls", OriginPolicy.IsOrigin),
        OptionRule.Whole("Duet:Signaling:MaxMessageBytes", _signaling.MaxMessageBytes, 1024, 1_048_576, "bytes", "largest message"),
        OptionRule.Whole("Duet:Signaling:MaxNameLength", _signaling.MaxNameLength, 1, 256, "characters", "longest room name or uid"),
        OptionRule.Whole("Duet:Signaling:MessagesPerSecond", _signaling.MessagesPerSecond, 1, 1_000_000, "messages", "for one connection, in the long run"),
        OptionRule.Whole("Duet:Signaling:MessageBurst", _signaling.MessageBurst, 1, 1_000_000, "messages", "for one connection, at once"),
        OptionRule.Whole("Duet:Signaling:MaxOutboxBytes", _signaling.MaxOutboxBytes, 65_536, 16_777_216, "bytes", "may wait for a slow reader"),
        OptionRule.Time("Duet:Signaling:ParkedOfferLifetime", _signaling.ParkedOfferLifetime, Seconds(1), TimeSpan.FromDays(1), "how long an offer to nobody is kept for whoever comes"),
        OptionRule.Whole("Duet:Signaling:ConnectionsPerAddress", _signaling.ConnectionsPerAddress, 1, 1_000_000, "connections", "from one IPv4 address or IPv6 /64"),
        OptionRule.Time("Duet:Signaling:UnjoinedTimeout", _signaling.UnjoinedTimeout, Seconds(1), TimeSpan.FromDays(1), "how long a connection may be in no room"),
        OptionRule.WholeSeconds("Duet:Signaling:ResumeTimeout", _signaling.ResumeTimeout, TimeSpan.Zero, Minutes(10), "how long a seat is held for a lost connection"),
        OptionRule.Time("Duet:Signaling:ReloadTimeout", _signaling.ReloadTimeout, TimeSpan.Zero, Minutes(1), "how long a seat is kept for a reloaded page"),
        OptionRule.WholeSeconds("Duet:Signaling:KeepaliveInterval", _signaling.KeepaliveInterval, Seconds(1), Minutes(10), "how often clients send keepalive"),
        OptionRule.Time("Duet:Signaling:PingInterval", _signaling.PingInterval, Seconds(0.1), Minutes(10), "silence before a WebSocket ping"),
        OptionRule.Time("Duet:Signaling:PingTimeout", _signaling.PingTimeout, Seconds(0.1), Minutes(10), "wait for the answer to a ping"),
        OptionRule.Time("Duet:Signaling:CloseTimeout", _signaling.CloseTimeout, Seconds(0.1), Seconds(4), "wait for the answer to a close frame"),
    ];

    private static bool IsNetwork(string value) => IPAddress.TryParse(value, out _) || IPNetwork.TryParse(value, out _);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
