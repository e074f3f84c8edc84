using System.Net;
using System.Text;
using Duet.Server.Network;

namespace Duet.Server.Startup;

/// <summary>What the terminal shows when Duet is ready: addresses to open, and a QR code for the phone beside it.</summary>
internal static class Banner
{
    public static string Write(IEnumerable<string> listeningAddresses, bool isSelfSigned, bool isTerminal)
    {
        var addresses = listeningAddresses.SelectMany(Openable).Distinct().ToList();
        var text = new StringBuilder().AppendLine().AppendLine("Duet is running. Open it in a browser:").AppendLine();
        foreach (var (url, note) in addresses) text.AppendLine($"  {url,-36}{note}".TrimEnd());

        if (isSelfSigned && addresses.Any(address => address.Url.StartsWith("https:", StringComparison.Ordinal)))
        {
            text.AppendLine().AppendLine("The certificate is self-signed, so browsers ask once whether to go on: say yes.");
        }

        var phone = addresses.FirstOrDefault(address => address.Note == Note.Network).Url;
        if (phone is not null && isTerminal) text.AppendLine().AppendLine("For the phone beside you:").AppendLine().Append(TerminalQrCode.Draw(phone));

        return text.AppendLine().AppendLine("Ctrl+C stops it.").ToString();
    }

    // Kestrel names what it listens at: an address, or a wildcard that stands for all of them.
    private static IEnumerable<(string Url, string Note)> Openable(string listening)
    {
        var address = BindingAddress.Parse(listening);
        if (address.IsUnixPipe || address.IsNamedPipe) return [(listening, "")];

        var isWildcard = address.Host is "*" or "+" or "0.0.0.0" or "[::]";
        if (!isWildcard) return [(Url(address, address.Host), IsLoopback(address.Host) ? Note.ThisComputer : "")];

        var local = (Url(address, "localhost"), Note.ThisComputer);
        return MachineAddresses.Routed() is { } routed ? [local, (Url(address, routed.ToString()), Note.Network)] : [local];
    }

    private static string Url(BindingAddress address, string host) => $"{address.Scheme}://{host}:{address.Port}";

    private static bool IsLoopback(string host) =>
        host is "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static class Note
    {
        public const string ThisComputer = "on this computer";
        public const string Network = "on your network";
    }
}
