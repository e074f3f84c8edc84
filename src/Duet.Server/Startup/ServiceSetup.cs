using Duet.Server.Certificates;
using Duet.Server.Configuration;
using Duet.Server.Ice;
using Duet.Server.Relay;
using Duet.Server.Signaling;
using Duet.Server.Signaling.Upgrade;
using Duet.Server.Web;
using Duet.Signaling;
using Duet.Signaling.Ice;
using Microsoft.AspNetCore.HttpOverrides;
using IPAddress = System.Net.IPAddress;
using IPNetwork = System.Net.IPNetwork;

namespace Duet.Server.Startup;

/// <summary>Puts the parts together.</summary>
internal static class ServiceSetup
{
    // Docker, systemd and people wait a moment and then kill: be gone before 5 seconds are over, of which the process itself takes some tenths to end. More than
    // the longest CloseTimeout.
    private static readonly TimeSpan _shutdownTimeout = TimeSpan.FromSeconds(4.2);

    public static void AddDuet(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        ConfigurationCheck.Run(configuration);
        var signaling = configuration.GetSection("Duet:Signaling").Get<SignalingOptions>() ?? new SignalingOptions();
        var ice = IceOptionsReader.Read(configuration);

        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddRelay(configuration);
        services.AddSingleton<IIceServerProvider>(provider => new IceServers(
            new ConfiguredIceServers(ice, provider.GetRequiredService<TimeProvider>()), provider.GetService<EmbeddedRelay>()));
        services.AddSingleton(signaling);
        services.AddSingleton<SignalingServer>();
        services.AddSingleton(new OriginPolicy(signaling.AllowedOrigins));
        services.AddSingleton<SignalingEndpoint>();
        services.AddSingleton<LeaveEndpoint>();
        services.AddSingleton<DirectUpgrade>();
        services.AddSingleton<FirstBytes>();
        services.AddHostedService(provider => provider.GetRequiredService<DirectUpgrade>());
        services.AddHostedService<SignalingLifetime>();
        services.AddSingleton(_ => WebClient.LoadEmbedded());
        services.AddSingleton(new PageHeaders(signaling.AllowedOrigins));
        services.AddSingleton<EmbeddingEndpoint>();
        services.AddSingleton<WebEndpoints>();
        services.AddSingleton(provider => CertificateSourceOf(configuration, provider));
        services.AddSingleton<ServerCertificate>();
        services.AddHostedService(provider => provider.GetRequiredService<ServerCertificate>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout = _shutdownTimeout);
        services.Configure<ForwardedHeadersOptions>(forwarded => TrustProxies(forwarded, configuration));
        services.AddHealthChecks();
    }

    private static ICertificateSource CertificateSourceOf(IConfiguration configuration, IServiceProvider provider)
    {
        var logger = provider.GetRequiredService<ILogger<ServerCertificate>>();
        var (path, keyPath) = (configuration["Duet:Certificate:Path"], configuration["Duet:Certificate:KeyPath"]);
        if (path is not null) return new PemFiles(path, keyPath, logger);

        return new GeneratedCertificate(
            DataDirectory.From(configuration), CertificateNames.OfThisMachine, provider.GetRequiredService<TimeProvider>(), logger);
    }

    private static void TrustProxies(ForwardedHeadersOptions forwarded, IConfiguration configuration)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        foreach (var proxy in configuration.GetSection("Duet:TrustedProxies").GetChildren().Select(entry => entry.Value!))
        {
            if (IPAddress.TryParse(proxy, out var address)) forwarded.KnownProxies.Add(address);
            else forwarded.KnownIPNetworks.Add(IPNetwork.Parse(proxy));
        }
    }
}
