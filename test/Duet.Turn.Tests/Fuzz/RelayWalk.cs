using Duet.Stun;
using Duet.Turn.Allocations;

namespace Duet.Turn.Tests.Fuzz;

/// <summary>Clients, peers and time, at random. Each relay lives for some steps, and then comes a fresh one.</summary>
internal sealed class RelayWalk
{
    private const int StepsPerRelay = 1_000;
    private const int KeptSteps = 40;
    private const int MaxPayloadBytes = 1_300;

    private static readonly double[] _seconds = [0.001, 0.001, 0.1, 0.1, 1, 1, 1, 5, 5, 29, 30, 299, 300, 301, 600, 3_600];

    private readonly HashSet<int> _ways = [];
    private readonly Queue<string> _lately = new();
    private readonly int _seed;
    private readonly Random _random;
    private readonly MessageSource _messages;
    private FuzzedRelay _relay = new();
    private int _steps;

    public RelayWalk(int seed)
    {
        _seed = seed;
        _random = new Random(seed);
        _messages = new MessageSource(_random);
    }

    public int Ways => _ways.Count;

    public void Step()
    {
        if (++_steps % StepsPerRelay == 0) _relay = new FuzzedRelay();
        try
        {
            Choose();
            _relay.CheckBooks();
        }
        catch (Exception broken)
        {
            var steps = string.Join(Environment.NewLine, _lately.Prepend($"A promise is not kept at step {_steps} from seed {_seed}, after"));
            throw new InvalidOperationException(steps, broken);
        }
    }

    private void Choose()
    {
        switch (_random.Next(20))
        {
            case 0:
                Wait(Pick(_seconds));
                break;
            case 1 when _random.Next(10) == 0:
                LoseClient(Pick(_relay.Clients));
                break;
            case 2 when _relay.Relays.Count > 0:
                FailToReach(Pick(_relay.Relays), Pick(_relay.Peers));
                break;
            case 3 or 4 or 5 when _relay.Relays.Count > 0:
                SendFromPeer(Pick(_relay.Relays), Pick(_relay.Peers));
                break;
            default:
                SendFromClient(Pick(_relay.Clients));
                break;
        }
    }

    private void SendFromClient(FuzzedClient client)
    {
        var message = _messages.Next(client, _relay.Clients, _relay.Peers, _relay.Token);
        Note($"{client.Client.Address} sends {Convert.ToHexStringLower(message.Bytes)}");
        if (_ways.Add(_relay.FromClient(client, message))) _messages.Keep(message.Body);
    }

    private void SendFromPeer(RelayedTransport relay, TransportAddress peer)
    {
        var payload = new byte[_random.Next(MaxPayloadBytes)];
        _random.NextBytes(payload);
        Note($"{peer} sends {payload.Length} bytes to {relay.Advertised}");
        _relay.FromPeer(relay, peer, payload);
    }

    private void FailToReach(RelayedTransport relay, TransportAddress peer)
    {
        Note($"{peer} is not reached from {relay.Advertised}");
        _relay.FailToReach(relay, peer, new Icmp((byte)_random.Next(256), (byte)_random.Next(256), (uint)_random.Next()));
    }

    private void LoseClient(FuzzedClient client)
    {
        Note($"{client.Client.Address} is gone");
        _relay.Relay.Table.EndAllOf(client.Client.FiveTuple);
        Assert.False(client.Client.HasAllocation);
    }

    // A sweep comes each second, but a packet may come before it.
    private void Wait(double seconds)
    {
        var isSwept = _random.Next(4) > 0;
        Note($"{seconds} seconds pass, {(isSwept ? "and a sweep" : "no sweep")}");
        _relay.Relay.Wait(seconds);
        if (isSwept) _relay.Relay.Sweep();
    }

    private void Note(string step)
    {
        _lately.Enqueue(step);
        if (_lately.Count > KeptSteps) _lately.Dequeue();
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
