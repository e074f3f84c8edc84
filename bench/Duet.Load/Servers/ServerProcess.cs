using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Duet.Load.Servers;

/// <summary>A child process that listens, with a data directory of its own; disposing ends it, and nothing but it.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly DirectoryInfo _dataDirectory;
    private readonly ServerOutput _output = new();

    private ServerProcess(Contestant contestant)
    {
        Name = contestant.Name;
        _dataDirectory = Directory.CreateTempSubdirectory("duet-load-");
        contestant.Prepare?.Invoke(_dataDirectory);
        var arguments = contestant.Arguments.Select(
            argument => argument.Replace(Contestant.DataDirectory, _dataDirectory.FullName, StringComparison.Ordinal));
        var start = new ProcessStartInfo(contestant.Executable, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start };
    }

    public string Name { get; }

    public int Id => _process.Id;

    public IPEndPoint Address { get; private set; } = new(IPAddress.Loopback, 0);

    public bool HasExited => _process.HasExited;

    /// <summary>Returns when the server has printed where it listens, and at once where it was told.</summary>
    /// <exception cref="LoadException">It ended first, or said nothing for 30 s.</exception>
    public static async Task<ServerProcess> StartAsync(Contestant contestant, CancellationToken stopping)
    {
        var server = new ServerProcess(contestant);
        try
        {
            server._output.Follow(server._process);
            if (contestant.ListensOn is { } told)
            {
                server.Address = told;
                return server;
            }

            var line = await server._output.FirstMatchAsync(ListeningLine(), _startLimit, stopping);
            var port = ListeningLine().Match(line).Groups["port"].Value;
            server.Address = new IPEndPoint(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture));
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <exception cref="LoadException">It ended by itself; its last words are in the message.</exception>
    public void ThrowIfExited()
    {
        if (_process.HasExited) throw _output.EndedEarly(_process);
    }

    public void Dispose()
    {
        if (_output.Started && !_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _dataDirectory.Delete(recursive: true);
    }

    [GeneratedRegex(@"(https?://[^\s:/]+:|^listening on )(?<port>\d+)")]
    private static partial Regex ListeningLine();
}
