using Duet.Server.Configuration;
using Microsoft.Extensions.Configuration;

namespace Duet.Server.Tests.Configuration;

public sealed class ConfigurationCheckTests
{
    [Theory]
    [InlineData("Duet:Signaling:MaxMessageBytes", "12", "a whole number from 1024 to 1048576 (bytes)")]
    [InlineData("Duet:Signaling:MaxMessageBytes", "many", "a whole number")]
    [InlineData("Duet:Signaling:UnjoinedTimeout", "90", "a time from 00:00:01 to 1.00:00:00")]
    [InlineData("Duet:Signaling:ParkedOfferLifetime", "00:00:00", "a time from 00:00:01 to 1.00:00:00")]
    [InlineData("Duet:Signaling:AllowedOrigins:0", "https://a.example/path", "an origin such as https://example.org")]
    [InlineData("Duet:Signaling:AllowedOrigins:0", "*", "an origin")]
    [InlineData("Duet:Signaling:KeepaliveInterval", "00:00:01.9", "a time from 00:00:01 to 00:10:00 ([days.]hours:minutes:seconds), in whole seconds")]
    [InlineData("Duet:Ice:TransportPolicy", "none", "all or relay")]
    [InlineData("Duet:Ice:Servers:3:Urls", "ftp:x", "stun:HOST")]
    [InlineData("Duet:TrustedProxies:0", "10.0.0.0/33", "an IP address or a network")]
    [InlineData("Duet:DataDirectory", " ", "a text that is not empty")]
    public void Value_NotAllowed_IsNamedWithItsKeyAndWhatIsAllowed(string key, string value, string allowed)
    {
        var fault = Assert.Throws<StartupException>(() => Check((key, value)));

        Assert.StartsWith($"{key} is '{value}': it must be {allowed}", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void Key_Unknown_IsNamed()
    {
        var fault = Assert.Throws<StartupException>(() => Check(("Duet:Singaling:MaxMessageBytes", "2048")));

        Assert.Contains("Duet:Singaling:MaxMessageBytes is '2048': there is no option of this name", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_AreAllReported()
    {
        var fault = Assert.Throws<StartupException>(() => Check(("Duet:Ice:TransportPolicy", "x"), ("Duet:Signaling:MessageBurst", "0"), ("Duet:Nothing", "1")));

        Assert.Equal(3, fault.Message.Split(Environment.NewLine).Length);
    }

    [Fact]
    public void Secret_Wrong_IsNotRepeated()
    {
        var fault = Assert.Throws<StartupException>(() => Check(("Duet:Ice:Servers:0:Secret", "  ")));

        Assert.Equal("Duet:Ice:Servers:0:Secret must be a text that is not empty.", fault.Message);
    }

    [Fact]
    public void CertificateKey_WithoutCertificate_IsNamed()
    {
        var fault = Assert.Throws<StartupException>(() => Check(("Duet:Certificate:KeyPath", "key.pem")));

        Assert.StartsWith("Duet:Certificate:KeyPath is 'key.pem', but Duet:Certificate:Path is not set", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_InAnyCase_IsKnown() => Check(("duet:signaling:maxmessagebytes", "2048"));

    [Fact]
    public void Default_OfEveryRule_IsAllowedByIt()
    {
        var numbersAndTimes = OptionRules.All.Where(rule => rule.Allowed.StartsWith("a whole", StringComparison.Ordinal) || rule.Allowed.StartsWith("a time", StringComparison.Ordinal));

        Assert.All(numbersAndTimes, rule => Assert.True(rule.IsAllowed(rule.Default), rule.Key));
    }

    [Fact]
    public void Help_ListsEveryOption()
    {
        var help = HelpText.Write();

        Assert.All(OptionRules.All, rule => Assert.Contains(rule.Key, help, StringComparison.Ordinal));
    }

    private static void Check(params (string Key, string Value)[] entries) => ConfigurationCheck.Run(new ConfigurationBuilder()
        .AddInMemoryCollection(entries.Select(entry => KeyValuePair.Create(entry.Key, (string?)entry.Value)))
        .Build());
}
