using System.Globalization;
using System.Net;
using System.Text;
using Duet.Server.Configuration;
using Duet.Turn;
using Duet.Turn.Peers;

namespace Duet.Server.Relay;

/// <summary>Reads <c>Duet:Turn</c>, whose single values were checked already, and checks what several of them make together.</summary>
internal static class RelayOptionsReader
{
    public static bool IsEnabled(IConfiguration configuration) => configuration.GetValue("Duet:Turn:Enabled", true);

    /// <param name="configuration">The whole configuration.</param>
    /// <param name="secret">What <c>Duet:Turn:Secret</c> is where it is not configured.</param>
    /// <exception cref="StartupException">Values do not fit each other.</exception>
    public static TurnOptions Read(IConfiguration configuration, Func<string> secret)
    {
        var turn = configuration.GetSection("Duet:Turn");
        var defaults = new TurnOptions();
        var ports = turn["RelayPorts"] is { } text && PortRange.TryParse(text, out var range)
            ? range
            : new PortRange(defaults.RelayPortMin, defaults.RelayPortMax);
        var options = new TurnOptions
        {
            ListenAddresses = [.. Values(turn, "ListenAddresses").Select(IPAddress.Parse)],
            Port = turn.GetValue("Port", defaults.Port),
            ExternalAddress = turn["ExternalAddress"] is { } external ? IPAddress.Parse(external) : null,
            RelayPortMin = ports.First,
            RelayPortMax = ports.Last,
            Realm = turn["Realm"] ?? defaults.Realm,
            Secret = turn["Secret"] ?? secret(),
            Users = turn.GetSection("Users").GetChildren().ToDictionary(user => user.Key, user => user.Value ?? "", StringComparer.Ordinal),
            MaxAllocations = turn.GetValue("MaxAllocations", defaults.MaxAllocations),
            AllocationsPerUser = turn.GetValue("AllocationsPerUser", defaults.AllocationsPerUser),
            PermissionsPerAllocation = turn.GetValue("PermissionsPerAllocation", defaults.PermissionsPerAllocation),
            ChannelsPerAllocation = turn.GetValue("ChannelsPerAllocation", defaults.ChannelsPerAllocation),
            BytesPerSecondPerAllocation = turn.GetValue("BytesPerSecondPerAllocation", defaults.BytesPerSecondPerAllocation),
            BytesPerSecondPerUser = turn.GetValue("BytesPerSecondPerUser", defaults.BytesPerSecondPerUser),
            ConnectionsPerAddress = turn.GetValue("ConnectionsPerAddress", defaults.ConnectionsPerAddress),
            UnauthenticatedRepliesPerSecond = turn.GetValue("UnauthenticatedRepliesPerSecond", defaults.UnauthenticatedRepliesPerSecond),
            UnauthenticatedReplyBurst = turn.GetValue("UnauthenticatedReplyBurst", defaults.UnauthenticatedReplyBurst),
            DefaultLifetime = Time(turn, "DefaultLifetime", defaults.DefaultLifetime),
            MaxLifetime = Time(turn, "MaxLifetime", defaults.MaxLifetime),
            StreamFrameTimeout = Time(turn, "StreamFrameTimeout", defaults.StreamFrameTimeout),
            StreamQueueTime = Time(turn, "StreamQueueTime", defaults.StreamQueueTime),
            Workers = turn.GetValue("Workers", defaults.Workers),
            AllowedPeers = [.. Values(turn, "AllowedPeers").Select(Network)],
            DeniedPeers = [.. Values(turn, "DeniedPeers").Select(Network)],
            LegacyChannelNumbers = turn.GetValue("LegacyChannelNumbers", defaults.LegacyChannelNumbers),
            LegacyAttributes = turn.GetValue("LegacyAttributes", defaults.LegacyAttributes),
            ShortCircuit = turn.GetValue("ShortCircuit", defaults.ShortCircuit),
        };
        Check(options);
        return options;
    }

    private static void Check(TurnOptions options)
    {
        if (options.MaxLifetime < options.DefaultLifetime)
        {
            throw new StartupException(
                $"Duet:Turn:MaxLifetime is '{options.MaxLifetime}': it must not be less than Duet:Turn:DefaultLifetime, which is {options.DefaultLifetime}.");
        }

        if (options.Users.Keys.FirstOrDefault(name => Encoding.UTF8.GetByteCount(name) > TurnRules.MaxUsernameBytes) is { } tooLong)
        {
            throw new StartupException($"Duet:Turn:Users:{tooLong} has a name that is too long: it must be at most {TurnRules.MaxUsernameBytes} bytes.");
        }
    }

    private static IEnumerable<string> Values(IConfigurationSection turn, string list) =>
        turn.GetSection(list).GetChildren().Select(entry => entry.Value).OfType<string>();

    private static TimeSpan Time(IConfigurationSection turn, string key, TimeSpan @default) =>
        turn[key] is { } text ? TimeSpan.Parse(text, CultureInfo.InvariantCulture) : @default;

    private static IPNetwork Network(string text) => PeerNetwork.TryParse(text, out var network, out _)
        ? network
        : throw new StartupException($"'{text}' is not {PeerNetwork.Allowed}."); // Checked before.
}
