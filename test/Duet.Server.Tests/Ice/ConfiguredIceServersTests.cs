using System.Security.Cryptography;
using System.Text;
using Duet.Server.Configuration;
using Duet.Server.Ice;
using Duet.Signaling.Rooms;
using Microsoft.Extensions.Configuration;

namespace Duet.Server.Tests.Ice;

public sealed class ConfiguredIceServersTests
{
    private static readonly DateTimeOffset _now = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600);
    private readonly ManualTimeProvider _time = new(_now);

    [Fact]
    public void StaticCredentials_AreHandedOutAsConfigured()
    {
        var servers = Servers(("Servers:0:Urls", "turn:a.example, turns:a.example:5349?transport=tcp"), ("Servers:0:Username", "u"), ("Servers:0:Credential", "p"));

        var server = Assert.Single(servers.ForSeat(new Uid("anna")).IceServers);

        Assert.Equal(["turn:a.example", "turns:a.example:5349?transport=tcp"], server.Urls);
        Assert.Equal(("u", "p"), (server.Username, server.Credential));
    }

    [Fact]
    public void Urls_AsAList_AreAllHandedOut()
    {
        var servers = Servers(("Servers:0:Urls:0", "stun:a.example"), ("Servers:0:Urls:1", "stun:[2001:db8::1]:3478"));

        Assert.Equal(["stun:a.example", "stun:[2001:db8::1]:3478"], Assert.Single(servers.ForSeat(new Uid("anna")).IceServers).Urls);
    }

    [Theory]
    [InlineData(true, 86_400)]
    [InlineData(false, 300)]
    public void Secret_MakesCredentialsThatEndInTime(bool forSeat, int lifetimeSeconds)
    {
        var servers = Servers(("Servers:0:Urls", "turn:a.example"), ("Servers:0:Secret", "north"));

        var ice = forSeat ? servers.ForSeat(new Uid("anna")) : servers.ForPreparation(new Uid("anna"));

        var server = Assert.Single(ice.IceServers);
        Assert.Equal($"{_now.ToUnixTimeSeconds() + lifetimeSeconds}:anna", server.Username);
#pragma warning disable CA5350 // What draft-uberti-behave-turn-rest wants.
        Assert.Equal(Convert.ToBase64String(HMACSHA1.HashData("north"u8, Encoding.UTF8.GetBytes(server.Username!))), server.Credential);
#pragma warning restore CA5350
    }

    [Fact]
    public void Secret_TimePasses_LaterCredentialsEndLater()
    {
        var servers = Servers(("Servers:0:Urls", "turn:a.example"), ("Servers:0:Secret", "north"), ("CredentialLifetime", "01:00:00"));
        _time.Advance(TimeSpan.FromHours(2));

        Assert.Equal($"{_now.ToUnixTimeSeconds() + (3 * 3600)}:anna", servers.ForSeat(new Uid("anna")).IceServers[0].Username);
    }

    [Fact]
    public void Nothing_Configured_IsNoServerAndAllTransports()
    {
        var ice = Servers().ForSeat(new Uid("anna"));

        Assert.Empty(ice.IceServers);
        Assert.Equal("all", ice.IceTransportPolicy);
    }

    [Theory]
    [InlineData("Servers:0:Username=u", "Servers:0:Urls is missing")]
    [InlineData("Servers:0:Urls=turn:a.example", "without credentials")]
    [InlineData("Servers:0:Urls=turn:a.example|Servers:0:Username=u", "without credentials")]
    [InlineData("Servers:0:Urls=turn:a.example|Servers:0:Secret=s|Servers:0:Username=u", "one or the other")]
    public void Server_Incomplete_StopsTheStart(string entries, string complaint)
    {
        var fault = Assert.Throws<StartupException>(() => Servers([.. entries.Split('|').Select(entry => (entry.Split('=')[0], entry.Split('=')[1]))]));

        Assert.Contains(complaint, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Duet:Ice:Servers:0", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stun:a.example", true)]
    [InlineData("stuns:a.example:5349", true)]
    [InlineData("turn:192.0.2.1:3478?transport=udp", true)]
    [InlineData("turns:[2001:db8::1]?transport=tcp,stun:b.example", true)]
    [InlineData("", false)]
    [InlineData(",", false)]
    [InlineData("http://a.example", false)]
    [InlineData("stun:a.example?transport=udp", false)]
    [InlineData("turn:a.example:0", false)]
    [InlineData("turn:a.example:65536", false)]
    [InlineData("turn:a.example?transport=sctp", false)]
    [InlineData("turn://a.example", false)]
    public void IceUrl_IsHeldAgainstItsSyntax(string urls, bool valid) => Assert.Equal(valid, IceUrl.AreValid(urls));

    private ConfiguredIceServers Servers(params (string Key, string Value)[] entries)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(entries.Select(entry => KeyValuePair.Create($"Duet:Ice:{entry.Key}", (string?)entry.Value)))
            .Build();
        return new ConfiguredIceServers(IceOptionsReader.Read(configuration), _time);
    }
}
