using System.Globalization;

namespace Duet.Lab.Networks;

/// <summary>
/// The addresses of one access to the world. Those of the laboratory's internet are public ones, as the relay refuses private and documentation
/// addresses; no packet with one leaves this machine.
/// </summary>
/// <param name="Number">1 to 9.</param>
internal sealed record Access(int Number)
{
    /// <summary>The name under which people find the server.</summary>
    public const string ServerName = "duet.lab";
    public const string ServerIpv4 = "25.0.0.2";
    public const string ServerIpv6 = "2a0d:25::2";

    /// <summary>What a home finds as <c>/etc/hosts</c>. For addresses of relays, Chromium looks for the name with a dot at its end.</summary>
    public const string Hosts = $"127.0.0.1 localhost\n{ServerIpv4} {ServerName} {ServerName}.\n{ServerIpv6} {ServerName} {ServerName}.\n";

    /// <summary>The card of the internet at the other end of the wire.</summary>
    public string InternetCard => Text($"wire{Number}");

    public string InternetIpv4 => Text($"25.{Number}.0.1");

    public string InternetIpv6 => Text($"2a0d:25:{Number}::1");

    public string OutsideIpv4 => Text($"25.{Number}.0.2");

    public string OutsideIpv6 => Text($"2a0d:25:{Number}::2");

    /// <summary>Of the network behind the router: private where there is a NAT.</summary>
    public string InsideIpv4(bool isPrivate, int host) => isPrivate ? Text($"192.168.{Number}.{host}") : Text($"25.{Number}.1.{host}");

    public string InsideIpv6(int host) => Text($"2a0d:25:{Number}:1::{host}");

    /// <summary>Of the network between two routers.</summary>
    public string BetweenIpv4(int host) => Text($"10.{Number}.0.{host}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
