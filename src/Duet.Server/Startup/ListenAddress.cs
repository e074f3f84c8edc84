using Microsoft.AspNetCore.Server.Kestrel.Core;
using IPAddress = System.Net.IPAddress;
using IPEndPoint = System.Net.IPEndPoint;

namespace Duet.Server.Startup;

/// <summary>One address of <c>--urls</c>, with the meaning that ASP.NET Core gives it.</summary>
internal sealed class ListenAddress
{
    public const string Allowed = "http://HOST:PORT or https://HOST:PORT, where HOST may be * for every address; several are separated by ';'";

    private readonly BindingAddress _address;

    private ListenAddress(BindingAddress address) => _address = address;

    public static ListenAddress? TryParse(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            var isValid = address is { Scheme: "http" or "https", PathBase: "" } && (address.IsUnixPipe || address.Port is >= 0 and <= 65535);
            return isValid ? new ListenAddress(address) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The IP address and port, a wildcard where it names none; null where it is none, or the system chooses the port.</summary>
    public IPEndPoint? EndPoint()
    {
        if (_address.IsUnixPipe || _address.IsNamedPipe || _address.Port == 0) return null;
        if (_address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return new IPEndPoint(IPAddress.Loopback, _address.Port);

        return new IPEndPoint(IPAddress.TryParse(_address.Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Any, _address.Port);
    }

    public void Bind(KestrelServerOptions kestrel, Action<ListenOptions> configure)
    {
        if (_address.IsUnixPipe) kestrel.ListenUnixSocket(_address.UnixPipePath, Configure);
        else if (_address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) kestrel.ListenLocalhost(_address.Port, Configure);
        else if (IPAddress.TryParse(_address.Host.Trim('[', ']'), out var ip)) kestrel.Listen(ip, _address.Port, Configure);
        else kestrel.ListenAnyIP(_address.Port, Configure); // A name does not narrow it down: it is for the Host header.

        void Configure(ListenOptions listen)
        {
            if (_address.Scheme == Uri.UriSchemeHttps) listen.UseHttps();
            configure(listen);
        }
    }
}
