using System.Net;
using Duet.Server.Certificates;
using Duet.Server.Configuration;
using Duet.Server.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Duet.Server.Startup;

/// <summary>
/// Where Duet listens, and with which certificate. Addresses are bound here and not by the host, because only an endpoint that is bound in
/// code lets us look at its connections after TLS and before HTTP. (Kestrel warns that the host's own binding is overruled; appsettings.json
/// asks it for errors only.)
/// </summary>
internal static class KestrelSetup
{
    private const string DefaultUrls = "https://*:8443";
    private const string EndpointsSection = "Kestrel:Endpoints";

    public static void ListenAsConfigured(this WebApplicationBuilder builder)
    {
        var endpoints = builder.Configuration.GetSection(EndpointsSection).GetChildren().Select(endpoint => endpoint.Key).ToList();
        var addresses = endpoints.Count > 0 ? [] : AddressesOf(UrlsOf(builder.Configuration));
        builder.Services.AddSingleton<IConnectionListenerFactory, PollingTransport>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureHttpsDefaults(https => kestrel.ApplicationServices.GetRequiredService<ServerCertificate>().Serve(https));
            foreach (var address in addresses) address.Bind(kestrel, LookBeforeHttp);
            foreach (var endpoint in endpoints) kestrel.ConfigurationLoader!.Endpoint(endpoint, LookBeforeHttp);
        });
    }

    /// <summary>Where the web server will listen, as far as that is known before it does.</summary>
    public static IReadOnlyList<IPEndPoint> ConfiguredEndPoints(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection(EndpointsSection).GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>().ToList();
        var urls = endpoints.Count > 0 ? endpoints : [.. Split(UrlsOf(configuration))];
        return [.. urls.Select(ListenAddress.TryParse).OfType<ListenAddress>().Select(address => address.EndPoint()).OfType<IPEndPoint>()];
    }

    private static void LookBeforeHttp(EndpointConfiguration endpoint)
    {
        if (endpoint.IsHttps) endpoint.ListenOptions.UseHttps(endpoint.HttpsOptions);
        LookBeforeHttp(endpoint.ListenOptions);
    }

    private static void LookBeforeHttp(ListenOptions listen) =>
        listen.Use(http => listen.ApplicationServices.GetRequiredService<FirstBytes>().Before(http));

    private static string UrlsOf(IConfiguration configuration)
    {
        if (configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls) return urls;

        string[] ports = [.. PortsOf(configuration, "http"), .. PortsOf(configuration, "https")];
        return ports.Length > 0 ? string.Join(';', ports) : DefaultUrls;
    }

    // The standard settings HTTP_PORTS and HTTPS_PORTS, which container images set.
    private static IEnumerable<string> PortsOf(IConfiguration configuration, string scheme) =>
        Split(configuration[$"{scheme}_ports"]).Select(port => $"{scheme}://*:{port}");

    private static List<ListenAddress> AddressesOf(string urls) => [.. Split(urls).Select(url => ListenAddress.TryParse(url)
        ?? throw new StartupException($"{WebHostDefaults.ServerUrlsKey} is '{url}': it must be {ListenAddress.Allowed}."))];

    private static string[] Split(string? list) =>
        (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
