using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Duet.Signaling.Ice;
using Duet.Signaling.Rooms;

namespace Duet.Server.Ice;

/// <summary>The configured servers, with credentials of each participant's own where a server has a shared secret.</summary>
internal sealed class ConfiguredIceServers(IceOptions options, TimeProvider time)
{
    private static readonly TimeSpan _preparationLifetime = TimeSpan.FromMinutes(5);

    /// <summary>For somebody who looks at their preview: five minutes.</summary>
    public IceConfiguration ForPreparation(Uid uid) => For(uid, _preparationLifetime);

    /// <summary>For somebody who holds a seat: <see cref="IceOptions.CredentialLifetime"/>.</summary>
    public IceConfiguration ForSeat(Uid uid) => For(uid, options.CredentialLifetime);

    private IceConfiguration For(Uid uid, TimeSpan lifetime) =>
        new([.. options.Servers.Select(server => For(server, uid, lifetime))], options.TransportPolicy);

    private IceServer For(IceServerOptions server, Uid uid, TimeSpan lifetime)
    {
        if (server.Secret is null) return new IceServer(server.Urls, server.Username, server.Credential);

        // draft-uberti-behave-turn-rest-00 section 2.2: the user name is when it ends and who it is for, the password its HMAC-SHA-1.
        var expiry = (time.GetUtcNow() + lifetime).ToUnixTimeSeconds();
        var username = string.Create(CultureInfo.InvariantCulture, $"{expiry}:{uid}");
#pragma warning disable CA5350 // The draft and every TURN server that follows it want SHA-1, which HMAC does not weaken.
        var hmac = HMACSHA1.HashData(Encoding.UTF8.GetBytes(server.Secret), Encoding.UTF8.GetBytes(username));
#pragma warning restore CA5350
        return new IceServer(server.Urls, username, Convert.ToBase64String(hmac));
    }
}
