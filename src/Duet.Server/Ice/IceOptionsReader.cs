using Duet.Server.Configuration;

namespace Duet.Server.Ice;

/// <summary>Reads <c>Duet:Ice</c>, whose single values were checked already, and checks what several of them make together.</summary>
internal static class IceOptionsReader
{
    /// <exception cref="StartupException">A server has no address, a TURN server no credentials, or both kinds of them.</exception>
    public static IceOptions Read(IConfiguration configuration)
    {
        var ice = configuration.GetSection("Duet:Ice");
        var sections = ice.GetSection("Servers").GetChildren().ToList();
        var faults = sections.Select(section => FaultOf(section.Path, ReadServer(section))).OfType<string>().ToList();
        if (faults.Count > 0) throw new StartupException(string.Join(Environment.NewLine, faults));

        var defaults = new IceOptions();
        return new IceOptions
        {
            TransportPolicy = ice["TransportPolicy"] ?? defaults.TransportPolicy,
            CredentialLifetime = ice.GetValue("CredentialLifetime", defaults.CredentialLifetime),
            Servers = [.. sections.Select(ReadServer)],
        };
    }

    private static IceServerOptions ReadServer(IConfigurationSection section)
    {
        var urls = section.GetSection("Urls");
        return new IceServerOptions(
            [.. urls.GetChildren().Select(url => url.Value).Prepend(urls.Value).OfType<string>().SelectMany(IceUrl.Split)],
            section["Username"],
            section["Credential"],
            section["Secret"]);
    }

    private static string? FaultOf(string path, IceServerOptions server) => server switch
    {
        { Urls.Count: 0 } => $"{path}:Urls is missing: it must be {IceUrl.Allowed}.",
        { Secret: not null, Username: not null } or { Secret: not null, Credential: not null } =>
            $"{path} has a Secret and a Username or Credential: it must have one or the other.",
        { Secret: null } when (server.Username is null || server.Credential is null) && server.Urls.Any(IceUrl.IsTurn) =>
            $"{path} is a TURN server without credentials: it must have a Secret, or Username and Credential.",
        _ => null,
    };
}
