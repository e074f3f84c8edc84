namespace Duet.Stun.Tests.Harness;

/// <summary>What the writer makes of one attribute.</summary>
internal static class Written
{
    public delegate void Add(ref StunMessageWriter writer);

    /// <summary>A whole message with one attribute.</summary>
    public static byte[] Message(Add add, TransactionId id)
    {
        var writer = new StunMessageWriter(new byte[StunHeader.Size + 2_000], StunClass.Request, StunMethod.Allocate, id);
        add(ref writer);
        return writer.Written.ToArray();
    }

    /// <summary>The value of the one attribute, found by its type in a message that was read.</summary>
    public static byte[] Value(StunAttributeType type, Add add, TransactionId id = default)
    {
        Assert.True(StunMessage.TryRead(Message(add, id), out var message));
        Assert.True(message.TryFind(type, out var attribute));
        return attribute.Value.ToArray();
    }
}
