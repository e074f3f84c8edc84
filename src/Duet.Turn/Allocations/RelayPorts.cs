using Duet.Stun;
using Duet.Turn.Sockets;

namespace Duet.Turn.Allocations;

/// <summary>Finds free relayed ports, at random as RFC 8656 section 7.2 recommends (RFC 6056), and gives them back. Thread safe.</summary>
internal sealed class RelayPorts
{
    // While less than half of the range is taken, all of them miss once in 65,536 times.
    private const int RandomTries = 16;

    // Ports of ours are skipped for free. This bounds the system calls where another program sits on most of the range.
    private const int MaxRefusedBinds = 512;

    private readonly TurnOptions _options;
    private readonly RelayAddresses _addresses;
    private readonly Func<int, TransportAddress, IDatagramSocket?> _bind;
    private readonly Action<RelayPort> _release;
    private readonly PortSet _ipv4 = new();
    private readonly PortSet _ipv6 = new();

    /// <param name="options">The range of ports.</param>
    /// <param name="addresses">Where they are.</param>
    /// <param name="bind">
    /// Binds a socket of a worker to exactly this address. Null where that cannot be had; it does not throw. Called on whatever thread
    /// answers a request.
    /// </param>
    /// <param name="release">Is told of each port that is not needed any more, once, on any thread: closes the socket.</param>
    public RelayPorts(
        TurnOptions options, RelayAddresses addresses, Func<int, TransportAddress, IDatagramSocket?> bind, Action<RelayPort> release)
    {
        _options = options;
        _addresses = addresses;
        _bind = bind;
        _release = release;
    }

    public bool Serves(InternetAddressFamily family) => _addresses.Of(family) is not null;

    /// <summary>One port; null where none is free. The next port is left alone even for <see cref="PortParity.EvenAndNext"/>.</summary>
    public RelayPort? TryTake(int worker, InternetAddressFamily family, PortParity parity)
    {
        if (_addresses.Of(family) is not { } address) return null;

        var candidates = parity is PortParity.Any
            ? new Candidates(_options.RelayPortMin, 1, _options.RelayPortMax)
            : new Candidates(FirstEven, 2, _options.RelayPortMax);
        var search = new Search(this, worker, address);
        foreach (var port in candidates)
        {
            if (search.TryBind(port) is { } taken) return taken;
            if (search.IsHopeless) break;
        }

        return null;
    }

    /// <summary>An even port and the one after it; null where no such pair is free.</summary>
    public (RelayPort Even, RelayPort Next)? TryTakePair(int worker, InternetAddressFamily family)
    {
        if (_addresses.Of(family) is not { } address) return null;

        var search = new Search(this, worker, address);
        foreach (var port in new Candidates(FirstEven, 2, _options.RelayPortMax - 1))
        {
            if (search.TryBind(port) is not { } even)
            {
                if (search.IsHopeless) break;
                continue;
            }

            if (search.TryBind(port + 1) is { } next) return (even, next);
            Release(even);
            if (search.IsHopeless) break;
        }

        return null;
    }

    /// <summary>Gives a port back. Once for each that was taken.</summary>
    public void Release(in RelayPort port)
    {
        _release(port);
        SetOf(port.Advertised.Family).Remove(port.Advertised.Port);
    }

    private int FirstEven => (_options.RelayPortMin + 1) & ~1;

    private PortSet SetOf(InternetAddressFamily family) => family is InternetAddressFamily.IPv4 ? _ipv4 : _ipv6;

    /// <summary>Every port of a range that a search looks at: some at random, then all of them from a random one on.</summary>
    private readonly struct Candidates(int first, int step, int last)
    {
        public IEnumerator<int> GetEnumerator()
        {
            var count = last < first ? 0 : ((last - first) / step) + 1;
            if (count == 0) yield break;

            for (var i = 0; i < RandomTries; i++) yield return first + (step * RandomNumbers.Below(count));

            var start = RandomNumbers.Below(count);
            for (var i = 0; i < count; i++) yield return first + (step * ((start + i) % count));
        }
    }

    private struct Search(RelayPorts ports, int worker, RelayAddress address)
    {
        private int _refused;

        public readonly bool IsHopeless => _refused >= MaxRefusedBinds;

        public RelayPort? TryBind(int port)
        {
            var taken = ports.SetOf(address.Bind.Family);
            if (!taken.TryAdd(port)) return null;

            if (ports._bind(worker, new TransportAddress(address.Bind, (ushort)port)) is { } socket)
                return new RelayPort(worker, socket, new TransportAddress(address.Advertised, (ushort)port));

            taken.Remove(port);
            _refused++;
            return null;
        }
    }
}
