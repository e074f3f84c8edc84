using System.Runtime.InteropServices;
using Duet.Lab.Namespaces;

namespace Duet.Lab.Wires;

/// <summary>
/// A wire between two networks, with a card at each end. A thread of this process carries what goes over it, exact to about 0.1 ms; loss and
/// bandwidth are the kernel's, at the cards.
/// </summary>
internal sealed partial class Wire : IDisposable
{
    private const int MostUnderWay = 4000;
    private const short Readable = 1; // POLLIN

    private static readonly TimeSpan _longestSleep = TimeSpan.FromMilliseconds(50);

    private readonly (NetworkNamespace Network, string Card) _one;
    private readonly (NetworkNamespace Network, string Card) _other;
    private readonly TapDevice _onesCard;
    private readonly TapDevice _othersCard;
    private readonly FrameSchedule<byte[]> _forth = new(MostUnderWay, TimeProvider.System, Random.Shared);
    private readonly FrameSchedule<byte[]> _back = new(MostUnderWay, TimeProvider.System, Random.Shared);
    private readonly byte[] _buffer = new byte[TapDevice.LargestFrame];
    private readonly Thread _thread;
    private volatile bool _ended;

    public Wire((NetworkNamespace Network, string Card) one, (NetworkNamespace Network, string Card) other)
    {
        (_one, _other) = (one, other);
        _onesCard = TapDevice.Create(one.Network.Name, one.Card);
        _othersCard = TapDevice.Create(other.Network.Name, other.Card);
        _thread = new Thread(Carry) { IsBackground = true, Name = $"wire {other.Card}", Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    public WireQuality Quality
    {
        get => _forth.Quality;
        set => (_forth.Quality, _back.Quality) = (value, value);
    }

    /// <summary>Makes each card lose a share of what comes in, at random.</summary>
    /// <param name="percent">0 to 100; 0 ends it.</param>
    public async Task LoseAsync(int percent)
    {
        foreach (var (network, card) in new[] { _one, _other })
        {
            await network.NftAsync(
                $$"""
                table netdev lost_{{card}}
                delete table netdev lost_{{card}}
                table netdev lost_{{card}} {
                  chain incoming { type filter hook ingress device "{{card}}" priority filter; numgen random mod 100 < {{percent}} drop; }
                }
                """);
        }
    }

    /// <summary>Makes each card send no faster than this.</summary>
    public async Task LimitAsync(int kilobitsPerSecond)
    {
        foreach (var (network, card) in new[] { _one, _other })
        {
            await network.TcAsync(
                "qdisc", "replace", "dev", card, "root", "tbf", "rate", $"{kilobitsPerSecond}kbit", "burst", "5kb", "latency", "400ms");
        }
    }

    /// <summary>What is under way is lost.</summary>
    public void Dispose()
    {
        _ended = true;
        _thread.Join();
        _onesCard.Dispose();
        _othersCard.Dispose();
    }

    private void Carry()
    {
        var polled = new[] { new Polled(_onesCard.File), new Polled(_othersCard.File) };
        while (!_ended)
        {
            TakeIn(_onesCard, _forth);
            TakeIn(_othersCard, _back);
            var wait = Min(Deliver(_forth, _othersCard), Deliver(_back, _onesCard));
            _ = ppoll(polled, (uint)polled.Length, new TimeSpec(Min(wait, _longestSleep)), nint.Zero);
        }
    }

    private void TakeIn(TapDevice card, FrameSchedule<byte[]> way)
    {
        while (card.Read(_buffer) is var bytes and > 0) way.Add(_buffer.AsSpan(0, bytes).ToArray());
    }

    /// <returns>How long until there is more to deliver.</returns>
    private static TimeSpan Deliver(FrameSchedule<byte[]> way, TapDevice card)
    {
        TimeSpan wait;
        while (way.TryTake(out var frame, out wait)) card.Write(frame);
        return wait;
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary><c>struct pollfd</c>.</summary>
    private struct Polled(SafeHandle file)
    {
        public int File = (int)file.DangerousGetHandle();
        public short Wanted = Readable;
        public short Happened;
    }

    private readonly struct TimeSpec(TimeSpan span)
    {
        private readonly nint _seconds = (nint)(span.Ticks / TimeSpan.TicksPerSecond);
        private readonly nint _nanoseconds = (nint)(span.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
    }

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ppoll([In, Out] Polled[] polled, uint count, in TimeSpec timeout, nint signals);
}
