using Duet.Stun;
using Duet.TestKit;
using Duet.Turn.Allocations;
using Duet.Turn.Authentication;
using Duet.Turn.Peers;
using Duet.Turn.Requests;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Requests.Harness;

/// <summary>The deciding half of a relay, on ports that are not real and in time that stands still.</summary>
internal sealed class FakeRelay
{
    public static readonly TransportAddress Listener = At("20.0.0.1:3478");

    private readonly byte[] _reply = new byte[RequestPipeline.MaxReplyBytes];

    public FakeRelay(TurnOptions? options = null, RelayAddresses? addresses = null)
    {
        Options = options ?? new TurnOptions();
        var users = new Dictionary<string, string> { ["anna"] = "tea", ["ben"] = "coffee" };
        Credentials = new TurnCredentials(new TurnOptions { Users = users, Secret = "a secret of sixteen", Realm = Options.Realm }, Time);

        addresses ??= DualStack;
        var relayPorts = new RelayPorts(Options, addresses, Ports.Bind, Ports.Release);
        Rules = new AllocationRules(Options, Time);
        Table = new AllocationTable(Options, Rules, relayPorts, Ended.Add);
        Credentials.Revoked += Table.EndAllOf;

        var own = new OwnAddresses { Listeners = [Listener], Relays = [.. AddressesOf(addresses.IPv4), .. AddressesOf(addresses.IPv6)] };
        var policy = new PeerPolicy(Options, own);
        var handlers = new RequestHandlers(
            Table,
            new AllocateHandler(Options, Credentials, Table, new Allocator(Table, relayPorts)),
            new RefreshHandler(Table),
            new CreatePermissionHandler(policy),
            new ChannelBindHandler(Options, policy));
        var authenticator = new Authenticator(Options, Credentials, new NonceSource(Time));
        Pipeline = new RequestPipeline(authenticator, new UnauthenticatedReplyLimit(Options, Time), handlers);
    }

    public static RelayAddresses DualStack { get; } = new(Advertise("20.0.0.1"), Advertise("2a00::20"));

    public static RelayAddresses IPv4Only { get; } = new(Advertise("20.0.0.1"), null);

    public static RelayAddresses IPv6Only { get; } = new(null, Advertise("2a00::20"));

    public ManualTimeProvider Time { get; } = new();

    public long Now => Time.GetTimestamp();

    public TurnOptions Options { get; }

    public TurnCredentials Credentials { get; }

    public RequestPipeline Pipeline { get; }

    public AllocationRules Rules { get; }

    public AllocationTable Table { get; }

    public FakePorts Ports { get; } = new();

    /// <summary>What the table said has ended.</summary>
    public List<Allocation> Ended { get; } = [];

    public static RelayAddress Advertise(string address) => new(Ip(address), Ip(address));

    /// <summary>A static user, anna or ben, at an address of their own.</summary>
    public FakeClient Client(string username = "anna", string from = "30.0.0.1:5000") =>
        new(this, new TurnCredential(username, username is "anna" ? "tea" : "coffee"), At(from));

    public FakeClient Client(TurnCredential credential, string from = "30.0.0.1:5000") => new(this, credential, At(from));

    /// <summary>Feeds the pipeline. The reply is good until the next one.</summary>
    public ReadOnlySpan<byte> Answer(in RequestContext context, ReadOnlySpan<byte> request) =>
        _reply.AsSpan(0, Pipeline.Answer(context, request, Now, _reply));

    /// <summary>The sweep of every second, once.</summary>
    public void Sweep() => Table.Sweep(Now);

    public void Wait(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    private static IEnumerable<InternetAddress> AddressesOf(RelayAddress? relay) => relay is { } known ? [known.Bind, known.Advertised] : [];
}
