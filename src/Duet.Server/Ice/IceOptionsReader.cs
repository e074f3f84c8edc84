using Duet.Server.Configuration;

namespace Duet.Server.Ice;

/// <summary>Reads <c>Duet:Ice</c>, whose single values were checked already, and checks what several of them make together.</summary>
internal static class IceOptionsReader
{
    /// <exception cref="StartupException">A server has no address, a TURN server no credentials, or both kinds of them.</exception>
    public static IceOptions Read(IConfiguration configuration)
    {
        var ice = configuration.GetSection("Duet:Ice");
        var defaults = new IceOptions();
        return new IceOptions
        {
            TransportPolicy = ice["TransportPolicy"] ?? defaults.TransportPolicy,
            CredentialLifetime = ice.GetValue("CredentialLifetime", defaults.CredentialLifetime),
            Servers = [.. ice.GetSection("Servers").GetChildren().Select(ReadServer)],
        };
    }

    private static IceServerOptions ReadServer(IConfigurationSection section)
    {
        var urls = section.GetSection("Urls");
        var server = new IceServerOptions(
            [.. urls.GetChildren().Select(url => url.Value).Prepend(urls.Value).OfType<string>().SelectMany(IceUrl.Split)],
            section["Username"],
            section["Credential"],
            section["Secret"]);

        if (server.Urls.Count == 0) throw new StartupException($"{section.Path}:Urls is missing: it must be {IceUrl.Allowed}.");
        if (server.Secret is not null && (server.Username ?? server.Credential) is not null)
        {
            throw new StartupException($"{section.Path} has a Secret and a Username or Credential: it must be one or the other.");
        }

        if (server.Secret is null && (server.Username is null || server.Credential is null) && server.Urls.Any(IceUrl.IsTurn))
        {
            throw new StartupException($"{section.Path} is a TURN server without credentials: it must have a Secret, or Username and Credential.");
        }

        return server;
    }
}
