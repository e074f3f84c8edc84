namespace Duet.Server.Transport;

/// <summary>
/// A thread that waits for sockets and runs, right there, what waits for them. There is one for every two processors, as long as the process
/// runs. Nothing that it runs may block.
/// </summary>
internal sealed class Poller
{
    private static readonly Lazy<Poller[]> _all = new(() => [.. Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount / 2)).Select(_ => new Poller())]);
    private static int _next;

    private readonly Lock _growing = new();
    private readonly Epoll _epoll = new();

    // By descriptor. One may be closed and given out again while its event is on the way: the new socket knows by the number that it is not meant.
    private PolledSocket?[] _sockets = new PolledSocket?[64];

    private Poller() => new Thread(Run) { IsBackground = true, Name = "Duet poller" }.Start();

    /// <summary>The one whose turn it is to take a socket.</summary>
    public static Poller Next() => _all.Value[(uint)Interlocked.Increment(ref _next) % _all.Value.Length];

    public void Add(int descriptor, int number, PolledSocket socket)
    {
        lock (_growing)
        {
            if (descriptor >= _sockets.Length) Array.Resize(ref _sockets, Math.Max(descriptor + 1, 2 * _sockets.Length));
            _sockets[descriptor] = socket;
        }

        try
        {
            _epoll.Add(descriptor, number);
        }
        catch
        {
            Remove(descriptor);
            throw;
        }
    }

    /// <summary>Forgets a socket that is about to be closed.</summary>
    public void Remove(int descriptor)
    {
        lock (_growing) _sockets[descriptor] = null;
    }

    private void Run()
    {
        while (true)
        {
            var count = _epoll.Wait();
            for (var i = 0; i < count; i++)
            {
                var (descriptor, number, readiness) = _epoll[i];
                Volatile.Read(ref _sockets)[descriptor]?.Signal(number, readiness);
            }
        }
    }
}
