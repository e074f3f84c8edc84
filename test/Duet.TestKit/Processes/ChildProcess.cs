using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Duet.TestKit.Processes;

/// <summary>A program that a test started: its output is kept, its start is awaited, and it ends with the test at the latest.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;
    private const int SigContinue = 18;
    private const int SigStop = 19;

    private static readonly ConcurrentDictionary<ChildProcess, bool> _running = [];

    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly StringBuilder _output = new();
    private TaskCompletionSource _outputChanged = NewSignal();

    // A test run that ends early, by Ctrl+C for example, disposes nothing.
    static ChildProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var child in _running.Keys)
        {
            child.Kill();
        }
    };

    private ChildProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Everything the process has printed so far, standard output and error together.</summary>
    public string Output
    {
        get
        {
            lock (_gate)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="fileName">The program.</param>
    /// <param name="arguments">Its arguments, unquoted.</param>
    /// <param name="workingDirectory">Where it starts; this process's own directory if null.</param>
    /// <param name="environment">Variables to add to this process's own, or, with a null value, to take away.</param>
    /// <param name="networkNamespace">The name of the network that it sees, as <c>ip netns</c> has it; this process's own if null.</param>
    public static ChildProcess Start(
        string fileName,
        IEnumerable<string> arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? networkNamespace = null)
    {
        // "ip" becomes the program, so that the process id is the program's own.
        var start = networkNamespace is null
            ? new ProcessStartInfo(fileName, arguments)
            : new ProcessStartInfo("ip", ["netns", "exec", networkNamespace, fileName, .. arguments]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        start.WorkingDirectory = workingDirectory ?? "";
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var child = new ChildProcess(start);
        child._process.Start();
        _running[child] = true;
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Waits until <paramref name="find"/> finds something in the output of the process, and returns that.</summary>
    /// <param name="what">What is waited for, for the failure message.</param>
    /// <param name="find">Looks at the whole output so far; null means not yet.</param>
    /// <param name="patience">How long to wait.</param>
    /// <exception cref="InvalidOperationException">The process ended or the time is over; the message holds the whole output.</exception>
    public async Task<T> WaitForAsync<T>(string what, Func<string, T?> find, TimeSpan patience) where T : class
    {
        using var timeout = new CancellationTokenSource(patience);
        var exited = _process.WaitForExitAsync(CancellationToken.None); // completes after the last line of output
        while (true)
        {
            var ended = exited.IsCompleted;
            var changed = Volatile.Read(ref _outputChanged).Task;
            if (find(Output) is { } found)
            {
                return found;
            }

            if (ended)
            {
                throw Failure($"ended with code {_process.ExitCode} before there was {what}");
            }

            try
            {
                await Task.WhenAny(changed, exited).WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                throw Failure($"did not show {what} within {patience.TotalSeconds:0.#} s");
            }
        }
    }

    /// <summary>Waits until the process ends by itself, and returns its exit code.</summary>
    /// <exception cref="InvalidOperationException">It was still running after <paramref name="patience"/>.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw Failure($"was still running after {patience.TotalSeconds:0.#} s");
        }
    }

    /// <summary>Asks the process to end (SIGTERM, or as Ctrl+C does: SIGINT) and returns its exit code.</summary>
    /// <exception cref="InvalidOperationException">It was still running after <paramref name="patience"/>.</exception>
    public async Task<int> StopAsync(TimeSpan patience, bool asCtrlC = false)
    {
        if (!_process.HasExited)
        {
            _ = NativeMethods.Kill(_process.Id, asCtrlC ? SigInt : SigTerm);
        }

        return await WaitForExitAsync(patience);
    }

    /// <summary>The process does nothing until <see cref="Continue"/>; what others send it waits or is lost.</summary>
    public void Pause() => _ = NativeMethods.Kill(_process.Id, SigStop);

    /// <summary>Goes on after <see cref="Pause"/>.</summary>
    public void Continue() => _ = NativeMethods.Kill(_process.Id, SigContinue);

    /// <summary>Ends the process and all that it started, at once and without its having a say.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_running.TryRemove(this, out _))
        {
            Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Append(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_gate)
        {
            _output.AppendLine(line);
        }

        Interlocked.Exchange(ref _outputChanged, NewSignal()).SetResult();
    }

    private InvalidOperationException Failure(string what) => new(
        $"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} {what}. Its output:{Environment.NewLine}{Output}");

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "kill")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Kill(int processId, int signal);
    }
}
