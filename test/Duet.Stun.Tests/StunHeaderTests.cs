namespace Duet.Stun.Tests;

public sealed class StunHeaderTests
{
    [Theory]
    [InlineData(StunClass.Request, StunMethod.Binding, 0x0001)]
    [InlineData(StunClass.Indication, StunMethod.Binding, 0x0011)]
    [InlineData(StunClass.SuccessResponse, StunMethod.Binding, 0x0101)]
    [InlineData(StunClass.ErrorResponse, StunMethod.Binding, 0x0111)]
    [InlineData(StunClass.Request, StunMethod.Allocate, 0x0003)]
    [InlineData(StunClass.SuccessResponse, StunMethod.Allocate, 0x0103)]
    [InlineData(StunClass.ErrorResponse, StunMethod.Refresh, 0x0114)]
    [InlineData(StunClass.Indication, StunMethod.Send, 0x0016)]
    [InlineData(StunClass.Indication, StunMethod.Data, 0x0017)]
    [InlineData(StunClass.Request, StunMethod.CreatePermission, 0x0008)]
    [InlineData(StunClass.ErrorResponse, StunMethod.ChannelBind, 0x0119)]
    public void Type_ClassAndMethod_AreWhatTheRfcsSay(StunClass messageClass, StunMethod method, int type) =>
        Assert.Equal(type, StunHeader.Type(messageClass, method));

    [Fact]
    public void Type_EveryClassAndMethod_CanBeTakenApartAgain()
    {
        var seen = new HashSet<ushort>();
        foreach (var messageClass in Enum.GetValues<StunClass>())
        {
            for (var method = 0; method <= 0xFFF; method++)
            {
                var type = StunHeader.Type(messageClass, (StunMethod)method);
                Assert.Equal((messageClass, (StunMethod)method), (StunHeader.ClassOf(type), StunHeader.MethodOf(type)));
                Assert.True(type < 0x4000 && seen.Add(type));
            }
        }
    }
}
