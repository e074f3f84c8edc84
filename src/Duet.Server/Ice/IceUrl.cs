using System.Text.RegularExpressions;

namespace Duet.Server.Ice;

/// <summary>STUN and TURN URIs (RFC 7064 section 3.1, RFC 7065 section 3.1), several of them separated by commas.</summary>
internal static partial class IceUrl
{
    public const string Allowed = "stun:HOST[:PORT], stuns:..., turn:HOST[:PORT][?transport=udp|tcp] or turns:..., several separated by commas";

    public static bool AreValid(string value) => Split(value) is { Length: > 0 } urls && urls.All(IsValid);

    public static bool IsTurn(string url) => url.StartsWith("turn", StringComparison.Ordinal);

    public static string[] Split(string value) =>
        value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsValid(string url) => Syntax().Match(url) is { Success: true } match
        && (match.Groups["port"] is not { Success: true } port || int.Parse(port.ValueSpan) is > 0 and <= 65535);

    [GeneratedRegex(
        @"^(?:stuns?:(?<host>[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::(?<port>[0-9]{1,5}))?" +
        @"|turns?:(?<host>[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::(?<port>[0-9]{1,5}))?(?:\?transport=(?:udp|tcp))?)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Syntax();
}
