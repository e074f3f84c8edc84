using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Duet.Server.Certificates;
using Duet.Server.Configuration;
using Duet.TestKit.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Duet.Server.Tests.Certificates;

public sealed class PemFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string CertificatePath => _directory.File("certificate.pem");

    private string KeyPath => _directory.File("key.pem");

    [Fact]
    public void Load_CertificateAndKey_AreServed()
    {
        var written = Write();

        var loaded = Source().Load();

        Assert.Equal(written, loaded[0].Thumbprint);
        Assert.True(loaded[0].HasPrivateKey);
    }

    [Fact]
    public void Load_ChainInTheFile_IsServedWithIt()
    {
        Write();
        using var intermediate = SelfSignedCertificate.Create(Names(), TimeProvider.System.GetUtcNow());
        File.AppendAllText(CertificatePath, intermediate.ExportCertificatePem());

        Assert.Equal(2, Source().Load().Count);
    }

    [Theory]
    [InlineData(true, "Duet:Certificate:Path is '")]
    [InlineData(false, "Duet:Certificate:KeyPath is '")]
    public void Load_FileMissing_NamesTheOption(bool certificate, string complaint)
    {
        Write();
        File.Delete(certificate ? CertificatePath : KeyPath);

        Assert.StartsWith(complaint, Assert.Throws<StartupException>(() => Source().Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileDamaged_NamesTheOption()
    {
        Write();
        File.WriteAllText(CertificatePath, "nothing of the kind");

        Assert.StartsWith("Duet:Certificate:Path is '", Assert.Throws<StartupException>(() => Source().Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refresh_FilesUnchanged_IsNothing()
    {
        Write();
        var source = Source();
        source.Load();

        Assert.Null(source.Refresh());
    }

    [Fact]
    public void Refresh_FilesReplacedThroughALink_IsTheNewOne()
    {
        Write();
        var live = _directory.File("live.pem");
        File.WriteAllText(_directory.File("1.pem"), File.ReadAllText(CertificatePath) + File.ReadAllText(KeyPath));
        File.CreateSymbolicLink(live, _directory.File("1.pem"));
        var source = new PemFiles(live, null, NullLogger.Instance);
        source.Load();

        var renewed = Write();
        File.WriteAllText(_directory.File("2.pem"), File.ReadAllText(CertificatePath) + File.ReadAllText(KeyPath));
        Touch(_directory.File("2.pem"), minutes: 1);
        File.Delete(live);
        File.CreateSymbolicLink(live, _directory.File("2.pem"));

        Assert.Equal(renewed, source.Refresh()?[0].Thumbprint);
    }

    [Fact]
    public void Refresh_FileDamaged_KeepsTheOldOneUntilItIsMended()
    {
        Write();
        var source = Source();
        source.Load();

        File.WriteAllText(CertificatePath, "half a file");
        Touch(CertificatePath, minutes: 1);
        Assert.Null(source.Refresh());
        var mended = Write();
        Touch(CertificatePath, minutes: 2);

        Assert.Equal(mended, source.Refresh()?[0].Thumbprint);
    }

    [Fact]
    public async Task Server_FilesReplaced_ServesTheNewCertificateWithoutARestart()
    {
        var first = Write();
        await using var duet = await RunningDuet.StartAtAsync(
            "https://127.0.0.1:0", $"--Duet:Certificate:Path={CertificatePath}", $"--Duet:Certificate:KeyPath={KeyPath}");
        Assert.Equal(first, await ServedByAsync(duet.Address));

        var second = Write();
        Touch(CertificatePath, minutes: 1);
        duet.Time.Advance(TimeSpan.FromMinutes(1));

        var served = first;
        while (served == first) served = await ServedByAsync(duet.Address);
        Assert.Equal(second, served);
    }

    [Fact]
    public async Task Server_EndpointHasItsOwnCertificate_ServesThat()
    {
        var own = Write();
        await using var duet = await RunningDuet.StartAtAsync(
            "",
            "--Kestrel:Endpoints:Page:Url=https://127.0.0.1:0",
            $"--Kestrel:Endpoints:Page:Certificate:Path={CertificatePath}",
            $"--Kestrel:Endpoints:Page:Certificate:KeyPath={KeyPath}");

        Assert.Equal(own, await ServedByAsync(duet.Address));
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<string> ServedByAsync(Uri address)
    {
        using var tcp = new TcpClient(address.Host, address.Port);
        await using var tls = new SslStream(tcp.GetStream(), false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("localhost");
        return new X509Certificate2(tls.RemoteCertificate!).Thumbprint;
    }

    private static void Touch(string path, int minutes) =>
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(minutes));

    private static CertificateNames Names() => new(new HashSet<string> { "localhost" }, new HashSet<System.Net.IPAddress>());

    private PemFiles Source() => new(CertificatePath, KeyPath, NullLogger.Instance);

    private string Write()
    {
        using var certificate = SelfSignedCertificate.Create(Names(), TimeProvider.System.GetUtcNow());
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(KeyPath, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(CertificatePath, certificate.ExportCertificatePem() + "\n");
        return certificate.Thumbprint;
    }
}
