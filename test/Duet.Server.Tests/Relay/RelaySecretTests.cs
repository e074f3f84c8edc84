using Duet.Server.Configuration;
using Duet.Server.Relay;
using Duet.TestKit.Processes;

namespace Duet.Server.Tests.Relay;

public sealed class RelaySecretTests : IDisposable
{
    private const string FileName = "turn-secret";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Secret_FirstTime_IsMadeForItsOwnerAlone()
    {
        var path = _directory.File("data");

        var secret = RelaySecret.ReadOrCreate(new DataDirectory(path));

        Assert.Equal(32, Convert.FromBase64String(secret).Length);
        if (OperatingSystem.IsWindows()) return; // Files have no mode there.

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(path, FileName)));
    }

    [Fact]
    public void Secret_NextTime_IsTheSame()
    {
        var data = new DataDirectory(_directory.Path);

        Assert.Equal(RelaySecret.ReadOrCreate(data), RelaySecret.ReadOrCreate(data));
    }

    [Fact]
    public void Secret_OfAnotherDirectory_IsAnother() => Assert.NotEqual(
        RelaySecret.ReadOrCreate(new DataDirectory(_directory.File("one"))), RelaySecret.ReadOrCreate(new DataDirectory(_directory.File("other"))));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void Secret_FileIsDamaged_IsMadeAnew(string text)
    {
        File.WriteAllText(_directory.File(FileName), text);

        Assert.Equal(32, Convert.FromBase64String(RelaySecret.ReadOrCreate(new DataDirectory(_directory.Path))).Length);
    }

    [Fact]
    public void Secret_CannotBeRead_StopsTheStart()
    {
        Directory.CreateDirectory(_directory.File(FileName));

        var fault = Assert.Throws<StartupException>(() => RelaySecret.ReadOrCreate(new DataDirectory(_directory.Path)));

        Assert.StartsWith($"{_directory.File(FileName)} cannot be read", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preparation_MadeBeforeARestart_IsGoodAfterIt()
    {
        RelayOffer before;
        await using (var first = await RelayDuet.StartAsync($"--Duet:DataDirectory={_directory.Path}"))
        {
            await using var anna = await first.ConnectAsync();
            before = await anna.PrepareAsync("anna");
        }

        await using var second = await RelayDuet.StartAsync($"--Duet:DataDirectory={_directory.Path}");
        var (_, after) = await second.JoinWithOfferAsync("ben");
        using var client = TurnClient.OverUdp(after.UdpPort);
        Assert.Null(await client.AllocateAsync(before));
    }

    [Fact]
    public async Task Secret_Configured_IsNotKept()
    {
        await using var duet = await RelayDuet.StartAsync("--Duet:Turn:Secret=a secret of the operator");

        Assert.False(File.Exists(Path.Combine(duet.DataDirectory, FileName)));
    }

    [Fact]
    public async Task Relay_Off_KeepsNoSecret()
    {
        await using var duet = await RelayDuet.StartAsync("--Duet:Turn:Enabled=false");

        Assert.False(File.Exists(Path.Combine(duet.DataDirectory, FileName)));
    }
}
