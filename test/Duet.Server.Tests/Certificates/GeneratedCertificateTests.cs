using System.Net;
using Duet.Server.Certificates;
using Duet.Server.Configuration;
using Duet.TestKit.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Duet.Server.Tests.Certificates;

public sealed class GeneratedCertificateTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private CertificateNames _names = Names("localhost", "box", "192.0.2.7", "2001:db8::7");

    [Fact]
    public void Load_FirstRun_CoversEveryNameAndAddress()
    {
        using var certificate = Source().Load()[0];

        Assert.True(certificate.HasPrivateKey);
        Assert.True(certificate.MatchesHostname("localhost"));
        Assert.True(certificate.MatchesHostname("box"));
        Assert.True(certificate.MatchesHostname("192.0.2.7"));
        Assert.True(certificate.MatchesHostname("2001:db8::7"));
        Assert.False(certificate.MatchesHostname("elsewhere"));
    }

    [Fact]
    public void Load_FirstRun_KeepsItForItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        Source().Load();

        var file = _directory.File("data/certificate.pem");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file)!));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file)!));
    }

    [Fact]
    public void Load_SecondRun_IsTheSame()
    {
        Assert.Equal(Source().Load()[0].Thumbprint, Source().Load()[0].Thumbprint);
    }

    [Fact]
    public void Load_MachineHasANewAddress_IsMadeAnew()
    {
        var before = Source().Load()[0];
        _names = Names("localhost", "box", "192.0.2.7", "2001:db8::7", "198.51.100.9");

        var after = Source().Load()[0];

        Assert.NotEqual(before.Thumbprint, after.Thumbprint);
        Assert.True(after.MatchesHostname("198.51.100.9"));
    }

    [Fact]
    public void Load_MachineLostAnAddress_IsTheSame()
    {
        var before = Source().Load()[0];
        _names = Names("localhost", "box");

        Assert.Equal(before.Thumbprint, Source().Load()[0].Thumbprint);
    }

    [Fact]
    public void Load_FileDamaged_IsMadeAnew()
    {
        Source().Load();
        File.WriteAllText(_directory.File("data/certificate.pem"), "nothing of the kind");

        Assert.True(Source().Load()[0].HasPrivateKey);
    }

    [Fact]
    public void Load_DirectoryNotWritable_NamesTheOption()
    {
        File.WriteAllText(_directory.File("data"), "a file stands where the directory should be");

        var fault = Assert.Throws<StartupException>(() => Source().Load());

        Assert.StartsWith("Duet:DataDirectory is '", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refresh_AMonthBeforeItEnds_IsMadeAnew()
    {
        var source = Source();
        var before = source.Load()[0];

        _time.Advance(TimeSpan.FromDays(366));
        Assert.Null(source.Refresh());
        _time.Advance(TimeSpan.FromDays(2));
        var after = source.Refresh();

        Assert.NotNull(after);
        Assert.NotEqual(before.Thumbprint, after[0].Thumbprint);
        Assert.True(after[0].NotAfter > before.NotAfter);
        Assert.Null(source.Refresh());
    }

    public void Dispose() => _directory.Dispose();

    private static CertificateNames Names(params string[] names) => new(
        names.Where(name => !IPAddress.TryParse(name, out _)).ToHashSet(),
        names.Where(name => IPAddress.TryParse(name, out _)).Select(IPAddress.Parse).ToHashSet());

    private GeneratedCertificate Source() => new(new DataDirectory(_directory.File("data")), () => _names, _time, NullLogger.Instance);
}
