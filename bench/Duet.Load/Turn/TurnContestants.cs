using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Duet.Load.Servers;

namespace Duet.Load.Turn;

/// <summary>How the two relays are started: on the same CPUs, with one worker for each, one user, and limits out of the way.</summary>
internal static class TurnContestants
{
    private const string OutOfTheWay = "1000000";
    private const string Realm = "duet";
    private const string Certificate = "certificate.pem";
    private const string PrivateKey = "key.pem";

    /// <summary>Who runs in a round, in which order: each is first in every second round, so that none is always the later one.</summary>
    public static IReadOnlyList<string> Order(int round, LoadOptions options) => options.Only switch
    {
        { } only => [only],
        null when round % 2 == 1 => [Contestant.Duet, Contestant.Coturn],
        null => [Contestant.Coturn, Contestant.Duet],
    };

    public static Contestant Create(string name, TurnMode mode, int udpPort, LoadOptions options) => name == Contestant.Duet
        ? Duet(mode, udpPort, options)
        : Coturn(mode, udpPort, options);

    /// <exception cref="LoadException">It is not installed.</exception>
    public static string CoturnVersion(LoadOptions options)
    {
        try
        {
            using var coturn = Process.Start(new ProcessStartInfo(options.CoturnPath, ["--version"]) { RedirectStandardOutput = true })!;
            return coturn.StandardOutput.ReadToEnd().Trim();
        }
        catch (Win32Exception)
        {
            throw new LoadException($"{options.CoturnPath} cannot be started: apt-get install coturn, or name it with --coturn");
        }
    }

    private static Contestant Duet(TurnMode mode, int udpPort, LoadOptions options) => new(Contestant.Duet, "taskset",
    [
        "-c", $"{options.ServerCpus}", "dotnet", Contestant.DuetAssembly(options),
        "--urls", mode.Tls ? "https://127.0.0.1:0" : "http://127.0.0.1:0",
        $"--Duet:DataDirectory={Contestant.DataDirectory}",
        $"--Duet:Turn:Port={udpPort}",
        "--Duet:Turn:ListenAddresses:0=127.0.0.1",
        "--Duet:Turn:ExternalAddress=127.0.0.1",
        "--Duet:Turn:AllowedPeers:0=127.0.0.0/8",
        $"--Duet:Turn:Realm={Realm}",
        $"--Duet:Turn:Users:{TurnClient.Username}={TurnClient.Password}",
        $"--Duet:Turn:Workers={options.ServerCpus.Numbers.Count}",
        $"--Duet:Turn:ShortCircuit={(mode.ShortCircuit ? "true" : "false")}",
        "--Duet:Turn:AllocationsPerUser=100000",
        "--Duet:Turn:MaxAllocations=100000",
        "--Duet:Turn:BytesPerSecondPerAllocation=2000000000",
        "--Duet:Turn:BytesPerSecondPerUser=2000000000",
        $"--Duet:Turn:ConnectionsPerAddress={OutOfTheWay}",
        $"--Duet:Turn:UnauthenticatedRepliesPerSecond={OutOfTheWay}",
        $"--Duet:Turn:UnauthenticatedReplyBurst={OutOfTheWay}",
        $"--Duet:Signaling:ConnectionsPerAddress={OutOfTheWay}",
        .. options.DuetArguments,
    ]);

    // Its log is written to nowhere; it has no option to write none. What it could look up or refresh in the background is off.
    private static Contestant Coturn(TurnMode mode, int udpPort, LoadOptions options)
    {
        var tlsPort = FreePort.Find();
        return new Contestant(Contestant.Coturn, "taskset",
        [
            "-c", $"{options.ServerCpus}", options.CoturnPath, "-n",
            "-m", options.ServerCpus.Numbers.Count.ToString(CultureInfo.InvariantCulture),
            "-L", "127.0.0.1", "-E", "127.0.0.1",
            "-p", udpPort.ToString(CultureInfo.InvariantCulture), "--tls-listening-port", tlsPort.ToString(CultureInfo.InvariantCulture),
            "-a", "-u", $"{TurnClient.Username}:{TurnClient.Password}", "-r", Realm, "--allow-loopback-peers",
            "--no-cli", "--no-rfc5780", "--no-software-attribute", "--no-dynamic-ip-list", "--no-dynamic-realms", "--no-dtls",
            "--log-file", "/dev/null", "--simple-log", "--no-stdout-log",
            "--pidfile", $"{Contestant.DataDirectory}/turnserver.pid", "-b", $"{Contestant.DataDirectory}/turndb",
            .. mode.Tls
                ? ["--cert", $"{Contestant.DataDirectory}/{Certificate}", "--pkey", $"{Contestant.DataDirectory}/{PrivateKey}"]
                : (string[])["--no-tls"],
        ])
        {
            ListensOn = new IPEndPoint(IPAddress.Loopback, mode.Tls ? tlsPort : udpPort),
            Prepare = mode.Tls ? directory => SelfSignedCertificate.Write(directory, Certificate, PrivateKey) : null,
        };
    }
}
