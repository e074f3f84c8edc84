using Duet.Server.Configuration;
using Duet.Server.Relay;
using Microsoft.Extensions.Configuration;

namespace Duet.Server.Tests.Configuration;

public sealed class TurnRulesTests
{
    private const string Network = "an IPv4 or IPv6 address, or a network such as 192.0.2.0/24";

    [Theory]
    [InlineData("Enabled", "yes", "true or false")]
    [InlineData("Port", "65536", "a whole number from 0 to 65535 (port)")]
    [InlineData("Port", "-1", "a whole number from 0 to 65535 (port)")]
    [InlineData("ListenAddresses:0", "eth0", "an IP address of this machine")]
    [InlineData("ListenAddresses:1", "10.0.0.0/8", "an IP address of this machine")]
    [InlineData("ListenAddresses:0", "127.1", "an IP address of this machine")]
    [InlineData("ExternalAddress", "duet.example", "an IP address that clients can send to")]
    [InlineData("ExternalAddress", "", "an IP address")]
    [InlineData("ExternalAddress", "010.0.0.1", "an IP address")]
    [InlineData("ExternalAddress", "192.0.2.1:3478", "an IP address")]
    [InlineData("ExternalAddress", "0.0.0.0", "an IP address that clients can send to")]
    [InlineData("ExternalAddress", "::", "an IP address that clients can send to")]
    [InlineData("RelayPorts", "49152", "a range such as 49152-65535")]
    [InlineData("RelayPorts", "49152-49152", "a range such as 49152-65535, of at least two ports")]
    [InlineData("RelayPorts", "65535-49152", "a range")]
    [InlineData("RelayPorts", "80-4000", "a range such as 49152-65535, of at least two ports from 1024 on")]
    [InlineData("RelayPorts", "49152-65536", "a range")]
    [InlineData("RelayPorts", "-49152-65535", "a range")]
    [InlineData("AllowedPeers:0", "10.0.0.0/33", Network)]
    [InlineData("AllowedPeers:0", "10.0.0.1/8", Network)]
    [InlineData("AllowedPeers:2", "10.1", Network)]
    [InlineData("DeniedPeers:0", "everybody", Network)]
    [InlineData("DeniedPeers:0", "2001:db8::/129", Network)]
    [InlineData("Realm", " ", "1 to 127 characters")]
    [InlineData("MaxAllocations", "0", "a whole number from 1")]
    [InlineData("Workers", "-1", "a whole number from 0 to 1024 (threads)")]
    [InlineData("MaxLifetime", "3600", "a time from 00:01:00 to 1.00:00:00")]
    [InlineData("StreamQueueTime", "00:00:00", "a time from 00:00:00.0100000 to 00:00:10")]
    [InlineData("ShortCircuit", "1", "true or false")]
    public void Value_NotAllowed_IsNamedWithItsKeyAndWhatIsAllowed(string key, string value, string allowed)
    {
        var fault = Assert.Throws<StartupException>(() => Check((key, value)));

        Assert.StartsWith($"Duet:Turn:{key} is '{value}': it must be {allowed}", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Theory]
    [InlineData("Secret", "fifteen letters", "Duet:Turn:Secret must be at least 16 characters.")]
    [InlineData("Users:anna", "", "Duet:Turn:Users:anna must be a password that is not empty, for a name of at most 508 bytes without ':'.")]
    [InlineData("Users:anna:2", "hunter2", "Duet:Turn:Users:anna:2 is set: there is no option of this name; --help lists them all.")]
    [InlineData("User:anna", "hunter2", "Duet:Turn:User:anna is set: there is no option of this name; --help lists them all.")]
    public void Secret_OrPasswordOfAWrongKind_IsNotRepeated(string key, string value, string message)
    {
        var fault = Assert.Throws<StartupException>(() => Check((key, value)));

        Assert.Equal(message, fault.Message);
    }

    [Theory]
    [InlineData("ListenAddresses:0", "::")]
    [InlineData("ExternalAddress", "2001:db8::1")]
    [InlineData("RelayPorts", "1024-1025")]
    [InlineData("AllowedPeers:0", "10.0.0.0/8")]
    [InlineData("AllowedPeers:0", "192.0.2.1")]
    [InlineData("Secret", "sixteen letters.")]
    [InlineData("Users:13800138000", "p")]
    public void Value_Allowed_IsTaken(string key, string value) => Check((key, value));

    [Fact]
    public void MaxLifetime_LessThanTheDefault_StopsTheStart()
    {
        var fault = Assert.Throws<StartupException>(() => Read(("DefaultLifetime", "00:30:00"), ("MaxLifetime", "00:20:00")));

        Assert.Equal("Duet:Turn:MaxLifetime is '00:20:00': it must not be less than Duet:Turn:DefaultLifetime, which is 00:30:00.", fault.Message);
    }

    [Fact]
    public void User_NameTooLong_StopsTheStartWithoutThePassword()
    {
        var name = new string('a', 509);

        var fault = Assert.Throws<StartupException>(() => Read(($"Users:{name}", "hunter2")));

        Assert.Equal($"Duet:Turn:Users:{name} has a name that is too long: it must be at most 508 bytes.", fault.Message);
    }

    [Fact]
    public void Read_EveryKindOfValue_IsWhatWasConfigured()
    {
        var options = Read(
            ("Port", "0"), ("RelayPorts", "50000-50099"), ("ExternalAddress", "192.0.2.1"), ("ListenAddresses:0", "127.0.0.1"), ("Users:anna", "hunter2"),
            ("AllowedPeers:0", "10.0.0.0/8"), ("StreamQueueTime", "00:00:01"), ("ShortCircuit", "false"), ("Secret", "sixteen letters."));

        Assert.Equal((0, 50_000, 50_099), (options.Port, options.RelayPortMin, options.RelayPortMax));
        Assert.Equal("192.0.2.1", options.ExternalAddress?.ToString());
        Assert.Equal("127.0.0.1", Assert.Single(options.ListenAddresses).ToString());
        Assert.Equal("hunter2", options.Users["anna"]);
        Assert.Equal("10.0.0.0/8", Assert.Single(options.AllowedPeers).ToString());
        Assert.Equal((TimeSpan.FromSeconds(1), false, "sixteen letters."), (options.StreamQueueTime, options.ShortCircuit, options.Secret));
    }

    private static void Check(params (string Key, string Value)[] entries) => ConfigurationCheck.Run(Configuration(entries));

    private static Turn.TurnOptions Read(params (string Key, string Value)[] entries) =>
        RelayOptionsReader.Read(Configuration(entries), () => "a secret that was generated");

    private static IConfigurationRoot Configuration((string Key, string Value)[] entries) => new ConfigurationBuilder()
        .AddInMemoryCollection(entries.Select(entry => KeyValuePair.Create($"Duet:Turn:{entry.Key}", (string?)entry.Value)))
        .Build();
}
