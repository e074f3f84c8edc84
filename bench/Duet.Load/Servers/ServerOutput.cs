using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Duet.Load.Servers;

/// <summary>Reads what a child prints, for as long as it runs: a child whose pipe is full would stand still.</summary>
internal sealed class ServerOutput
{
    private const int KeptLines = 20;

    private readonly ConcurrentQueue<string> _last = new();
    private readonly TaskCompletionSource<string> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Regex? _wanted;

    public bool Started { get; private set; }

    /// <exception cref="LoadException">The program is not there.</exception>
    public void Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _found.TrySetException(EndedEarly(process));
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new LoadException($"{process.StartInfo.FileName} cannot be started: {exception.Message}");
        }

        Started = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public async Task<string> FirstMatchAsync(Regex wanted, TimeSpan limit, CancellationToken stopping)
    {
        Volatile.Write(ref _wanted, wanted);
        foreach (var line in _last) Check(line);
        try
        {
            return await _found.Task.WaitAsync(limit, TimeProvider.System, stopping);
        }
        catch (TimeoutException)
        {
            throw new LoadException($"no address printed within {limit.TotalSeconds:0} s: {Tail()}");
        }
    }

    public LoadException EndedEarly(Process process) => new($"{process.StartInfo.FileName} ended before it listened: {Tail()}");

    private void Keep(string? line)
    {
        if (line is null) return;
        _last.Enqueue(line);
        while (_last.Count > KeptLines) _last.TryDequeue(out _);
        Check(line);
    }

    private void Check(string line)
    {
        if (Volatile.Read(ref _wanted)?.IsMatch(line) == true) _found.TrySetResult(line);
    }

    private string Tail() => string.Join(" | ", _last.TakeLast(5));
}
