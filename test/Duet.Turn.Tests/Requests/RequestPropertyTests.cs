using Duet.Stun;
using Duet.TestKit;
using Duet.Turn.Tests.Requests.Harness;
using FsCheck;
using FsCheck.Fluent;

namespace Duet.Turn.Tests.Requests;

/// <summary>Whatever comes in, nothing is thrown, replies are short, and the books are right.</summary>
public sealed class RequestPropertyTests
{
    // RFC 8489 section 6.1: a datagram of 576 bytes, the headers of IPv4 and UDP taken off, gets through everywhere.
    private const int ShortReply = 548;
    private const int StunHeaderBytes = 20;

    private static readonly StunAttributeType[] _types =
    [
        StunAttributeType.RequestedTransport, StunAttributeType.Lifetime, StunAttributeType.EvenPort, StunAttributeType.ReservationToken,
        StunAttributeType.RequestedAddressFamily, StunAttributeType.AdditionalAddressFamily, StunAttributeType.XorPeerAddress,
        StunAttributeType.ChannelNumber, StunAttributeType.DontFragment, StunAttributeType.Username, (StunAttributeType)0x8032,
        StunAttributeType.PasswordAlgorithms, StunAttributeType.ErrorCode, (StunAttributeType)0x0003, (StunAttributeType)0xC001,
    ];

    private static Gen<byte> AByte => Gen.OneOf(Gen.Elements<byte>(0, 1, 2, 17, 0x40, 0x80, 0xFF), Gen.Choose(0, 255).Select(each => (byte)each));

    private static Gen<StunMethod> AMethod => Gen.Elements(
        StunMethod.Binding, StunMethod.Allocate, StunMethod.Allocate, StunMethod.Refresh, StunMethod.CreatePermission, StunMethod.ChannelBind);

    private static Gen<byte[]> AValue => Gen.OneOf(
        Gen.Elements<byte[]>(
            [], [0], [0x80], [1, 0, 0, 0], [2, 0, 0, 0], [17, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0x0F, 0], [0x40, 0, 0, 0], [0x40, 1, 0, 0],
            [0, 1, 0x21, 0x12, 0x09, 0x12, 0xA4, 0x43], [0, 2, 1, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]),
        Gen.Choose(0, 24).SelectMany(length => Gen.ArrayOf(AByte, length)));

    private static Gen<(StunAttributeType Type, byte[] Value)[]> Attributes =>
        Gen.Choose(0, 4).SelectMany(count => Gen.ArrayOf(Gen.Elements(_types).Zip(AValue).Select(each => (each.Item1, each.Item2)), count));

    private static Gen<Step> AStep =>
        from method in AMethod
        from attributes in Attributes
        from port in Gen.Choose(1, 3)
        from user in Gen.Elements("anna", "ben")
        from isSigned in Gen.Elements(true, true, true, false)
        from isForUdp in Gen.Elements(true, true, false)
        from seconds in Gen.Elements(0, 0, 1, 29, 300, 600)
        from changed in Gen.Elements(-1, -1, -1, 0, 1).SelectMany(any => any < 0 ? Gen.Constant(any) : Gen.Choose(0, 400))
        select new Step(method, attributes, port, user, isSigned, isForUdp && method is StunMethod.Allocate, seconds, changed);

    [Fact]
    public void Answer_AnyRequests_KeepsThePromises() => PropertyCheck.HoldsForArrays(
        Gen.Choose(1, 40).SelectMany(count => Gen.ArrayOf(AStep, count)),
        steps =>
        {
            var relay = new FakeRelay(new() { RelayPortMin = 50_000, RelayPortMax = 50_015, AllocationsPerUser = 2, LegacyAttributes = true });
            foreach (var step in steps) Take(relay, step);
        },
        cases: 400);

    [Fact]
    public void Answer_AnyBytes_KeepsThePromises()
    {
        var relay = new FakeRelay();
        var client = relay.Client();
        PropertyCheck.HoldsForArrays(
            Gen.Choose(0, 100).SelectMany(length => Gen.ArrayOf(AByte, length)),
            bytes =>
            {
                Check(relay, client, bytes);
                Check(relay, client, WithHeader(bytes));
            },
            cases: 5_000);
    }

    private static void Take(FakeRelay relay, Step step)
    {
        relay.Wait(step.Seconds);
        if (step.Seconds > 1) relay.Sweep();

        var client = relay.Client(step.User, $"30.0.0.{step.Port}:{step.Port}");
        var request = client.Request(step.Method);
        if (step.IsForUdp) request.With(StunAttributeType.RequestedTransport, 17, 0, 0, 0);
        foreach (var (type, value) in step.Attributes) request.With(type, value);
        if (!step.IsSigned) request.Unsigned();

        var bytes = request.ToBytes();
        if (step.Changed >= 0) bytes[step.Changed % bytes.Length] ^= (byte)(1 << (step.Changed % 8));
        Check(relay, client, bytes);
        CheckBooks(relay);
    }

    private static void Check(FakeRelay relay, FakeClient client, byte[] bytes)
    {
        var reply = relay.Answer(client.Context, bytes);
        if (reply.IsEmpty) return;

        Assert.True(StunMessage.TryRead(reply, out var message));
        Assert.True(message.Class is StunClass.SuccessResponse or StunClass.ErrorResponse);
        Assert.Equal(TransactionId.Read(bytes.AsSpan(8)), message.TransactionId);
        var isSigned = message.Has(StunAttributeType.MessageIntegrity) || message.Has(StunAttributeType.MessageIntegritySha256);
        Assert.InRange(reply.Length, StunHeaderBytes, isSigned ? Duet.Turn.Requests.RequestPipeline.MaxReplyBytes : ShortReply);
    }

    // Every bound port belongs to somebody who is found by it.
    private static void CheckBooks(FakeRelay relay)
    {
        var found = relay.Ports.Bound.Count(port => relay.Table.FindRelay(port) is not null);
        Assert.Equal(relay.Ports.Bound.Count, found + relay.Table.Reservations.Count);
        Assert.InRange(relay.Table.Count, 0, 3);
    }

    private static byte[] WithHeader(byte[] bytes)
    {
        byte[] body = bytes[..(bytes.Length & ~3)];
        byte[] header = [0, 3, 0, (byte)body.Length, 0x21, 0x12, 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        return [.. header, .. body];
    }

    private sealed record Step(
        StunMethod Method,
        (StunAttributeType Type, byte[] Value)[] Attributes,
        int Port,
        string User,
        bool IsSigned,
        bool IsForUdp,
        int Seconds,
        int Changed);
}
