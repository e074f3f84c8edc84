using Duet.Server.Certificates;
using Duet.Server.Configuration;

namespace Duet.Server.Startup;

/// <summary>Where Duet listens, and with which certificate.</summary>
internal static class KestrelSetup
{
    private const string AllowedUrls = "http://HOST:PORT or https://HOST:PORT, where HOST may be * for every address; several are separated by ';'";
    private const string DefaultUrls = "https://*:8443";

    public static void ListenAsConfigured(this WebApplicationBuilder builder)
    {
        if (!NamesAddresses(builder.Configuration)) builder.WebHost.UseUrls(DefaultUrls);
        CheckUrls(builder.Configuration[WebHostDefaults.ServerUrlsKey]);

        // Dispatching every read and write to the thread pool costs two to three times the work itself: see docs/decisions.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureHttpsDefaults(https => kestrel.ApplicationServices.GetRequiredService<ServerCertificate>().Serve(https));
        });
    }

    private static bool NamesAddresses(IConfiguration configuration) =>
        configuration[WebHostDefaults.ServerUrlsKey] is not null
        || configuration["http_ports"] is not null
        || configuration["https_ports"] is not null
        || configuration.GetSection("Kestrel:Endpoints").Exists();

    private static void CheckUrls(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!IsUrl(url)) throw new StartupException($"{WebHostDefaults.ServerUrlsKey} is '{url}': it must be {AllowedUrls}.");
        }
    }

    private static bool IsUrl(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "http" or "https", PathBase: "" } address && address.Port is >= 0 and <= 65535;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
