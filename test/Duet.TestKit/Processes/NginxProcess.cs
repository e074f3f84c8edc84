using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Duet.TestKit.Processes;

/// <summary>Debian's nginx with the recipe <c>deploy/nginx/duet.conf</c> as it stands, except for its ports and its certificate's paths.</summary>
public sealed class NginxProcess : IAsyncDisposable
{
    private static readonly TimeSpan _startPatience = TimeSpan.FromSeconds(20);

    private readonly ChildProcess _process;
    private readonly TemporaryDirectory _directory;

    private NginxProcess(ChildProcess process, TemporaryDirectory directory, int httpsPort, int httpPort)
    {
        _process = process;
        _directory = directory;
        Address = new Uri($"https://127.0.0.1:{httpsPort}");
        PlainAddress = new Uri($"http://127.0.0.1:{httpPort}");
    }

    /// <summary>Where the recipe serves the page.</summary>
    public Uri Address { get; }

    /// <summary>Where the recipe redirects from.</summary>
    public Uri PlainAddress { get; }

    public Uri SignalingEndpoint => new UriBuilder(Address) { Scheme = "wss", Path = "/ws" }.Uri;

    public string Output => _process.Output;

    /// <summary>Starts nginx in front of a server.</summary>
    /// <param name="upstream">The server's own address, plain HTTP.</param>
    public static Task<NginxProcess> StartAsync(Uri upstream)
    {
        var (httpsPort, httpPort) = (FreePort.Find(SocketType.Stream), FreePort.Find(SocketType.Stream));
        return StartAsync(upstream, httpsPort, httpPort, "127.0.0.1:", networkNamespace: null);
    }

    /// <summary>Starts nginx in front of a server in a network of its own, on the ports of the recipe and on all addresses.</summary>
    /// <param name="upstream">The server's own address, plain HTTP.</param>
    /// <param name="networkNamespace">The network's name, as <c>ip netns</c> has it.</param>
    public static Task<NginxProcess> StartInNetworkAsync(Uri upstream, string networkNamespace) =>
        StartAsync(upstream, httpsPort: 443, httpPort: 80, listen: "", networkNamespace);

    private static async Task<NginxProcess> StartAsync(Uri upstream, int httpsPort, int httpPort, string listen, string? networkNamespace)
    {
        var directory = new TemporaryDirectory();
        WriteCertificate(directory);
        await File.WriteAllTextAsync(
            directory.File("duet.conf"), await AdaptedRecipeAsync(directory, upstream, $"{listen}{httpsPort}", $"{listen}{httpPort}"));
        await File.WriteAllTextAsync(directory.File("nginx.conf"), Surroundings(directory));
        string[] arguments = ["-p", directory.Path, "-c", directory.File("nginx.conf"), "-e", "stderr"];
        var process = ChildProcess.Start("/usr/sbin/nginx", arguments, directory.Path, networkNamespace: networkNamespace);
        var nginx = new NginxProcess(process, directory, httpsPort, httpPort);
        try
        {
            // Its sockets listen before the first worker starts.
            await process.WaitForAsync("a worker", output => output.Contains("start worker process ", StringComparison.Ordinal) ? output : null, _startPatience);
            return nginx;
        }
        catch
        {
            await nginx.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    private static async Task<string> AdaptedRecipeAsync(TemporaryDirectory directory, Uri upstream, string https, string http)
    {
        var recipe = await File.ReadAllTextAsync(Path.Combine(Solution.Root, "deploy", "nginx", "duet.conf"));
        (string From, string To)[] substitutions =
        [
            ("listen 443 ssl;", $"listen {https} ssl;"),
            ("listen 80;", $"listen {http};"),
            ("/etc/nginx/duet/certificate.pem", directory.File("certificate.pem")),
            ("/etc/nginx/duet/key.pem", directory.File("key.pem")),
            ("http://127.0.0.1:8080", upstream.GetLeftPart(UriPartial.Authority)),
        ];
        return substitutions.Aggregate(recipe, (text, substitution) => ReplaceOnce(text, substitution.From, substitution.To));
    }

    private static string ReplaceOnce(string text, string from, string to)
    {
        var parts = text.Split(from);
        return parts.Length == 2
            ? parts[0] + to + parts[1]
            : throw new InvalidOperationException($"The recipe holds '{from}' {parts.Length - 1} times; exactly once was expected.");
    }

    /// <summary>What Debian's /etc/nginx/nginx.conf is to the recipe, without anything outside of <paramref name="directory"/>.</summary>
    private static string Surroundings(TemporaryDirectory directory) =>
        $$"""
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        worker_processes 1;
        daemon off;
        pid {{directory.File("nginx.pid")}};
        error_log stderr notice;
        events { worker_connections 256; }
        http {
          access_log {{directory.File("access.log")}};
          client_body_temp_path {{directory.File("client-body")}};
          proxy_temp_path {{directory.File("proxy")}};
          fastcgi_temp_path {{directory.File("fastcgi")}};
          uwsgi_temp_path {{directory.File("uwsgi")}};
          scgi_temp_path {{directory.File("scgi")}};
          include {{directory.File("duet.conf")}};
        }
        """;

    private static void WriteCertificate(TemporaryDirectory directory)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=Duet test", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build() } };
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(7));
        File.WriteAllText(directory.File("certificate.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(directory.File("key.pem"), key.ExportPkcs8PrivateKeyPem());
    }
}
