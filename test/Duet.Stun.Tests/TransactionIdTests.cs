using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests;

public sealed class TransactionIdTests
{
    [Fact]
    public void WriteTo_WhatWasRead_IsTheSame()
    {
        var bytes = new byte[TransactionId.Length];
        TransactionId.Read(Raw.TransactionId).WriteTo(bytes);
        Assert.Equal(Raw.TransactionId, bytes);
    }

    [Fact]
    public void Equals_OneBitIsAnother_IsFalse()
    {
        for (var bit = 0; bit < TransactionId.Length * 8; bit++)
        {
            byte[] other = [.. Raw.TransactionId];
            other[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(TransactionId.Read(Raw.TransactionId), TransactionId.Read(other));
        }
    }

    [Fact]
    public void Random_Twice_IsNotTheSame() => Assert.NotEqual(TransactionId.Random(), TransactionId.Random());

    [Fact]
    public void ToString_Id_IsItsBytes() => Assert.Equal("b7e7a701bc34d686fa87dfae", TransactionId.Read(Raw.TransactionId).ToString());

    [Fact]
    public void WriteTo_NoRoom_ThrowsAndWritesNothing()
    {
        var bytes = new byte[TransactionId.Length - 1];
        Assert.Throws<ArgumentOutOfRangeException>(() => TransactionId.Read(Raw.TransactionId).WriteTo(bytes));
        Assert.All(bytes, each => Assert.Equal(0, each));
    }
}
