using System.Text;

namespace Duet.Stun.Tests;

public sealed class StunErrorCodeTests
{
    [Fact]
    public void Reason_EveryError_IsShortAscii()
    {
        foreach (var code in Enum.GetValues<StunErrorCode>())
        {
            Assert.True(Ascii.IsValid(code.Reason()));
            Assert.InRange(code.Reason().Length, 1, 40);
        }
    }

    [Fact]
    public void Reason_ErrorNobodyKnows_IsEmpty() => Assert.True(((StunErrorCode)699).Reason().IsEmpty);
}
