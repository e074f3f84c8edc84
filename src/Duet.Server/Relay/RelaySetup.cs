using Duet.Server.Configuration;
using Duet.Server.Startup;
using Duet.Turn.Authentication;

namespace Duet.Server.Relay;

/// <summary>Puts the relay into the process, unless it is switched off.</summary>
internal static class RelaySetup
{
    public static void AddRelay(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(provider => new RelayConnections(provider.GetService<RelayHost>()));
        if (!RelayOptionsReader.IsEnabled(configuration)) return;

        services.AddSingleton(RelayOptionsReader.Read(configuration, () => RelaySecret.ReadOrCreate(DataDirectory.From(configuration))));
        services.AddSingleton(new WebEndpointList(KestrelSetup.ConfiguredEndPoints(configuration)));
        services.AddSingleton<TurnCredentials>();
        services.AddSingleton<RelayHost>();
        services.AddSingleton(provider => new EmbeddedRelay(
            provider.GetRequiredService<TurnCredentials>(), () => provider.GetRequiredService<RelayHost>().Endpoints));
        services.AddHostedService(provider => provider.GetRequiredService<RelayHost>());
    }
}
