using Duet.Server.Startup;
using Duet.TestKit.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Duet.Server.Tests.Startup;

public sealed class DuetApplicationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TryStart_ToldToStopMeanwhile_IsFalse(bool asTheFirst)
    {
        using var directory = new TemporaryDirectory();
        await using var app = Build(
            directory, services => services.Insert(asTheFirst ? 0 : services.Count, ServiceDescriptor.Singleton<IHostedService, Stopper>()));

        Assert.False(await DuetApplication.TryStartAsync(app));
    }

    [Fact]
    public async Task TryStart_CancelledByAnythingElse_IsAFault()
    {
        using var directory = new TemporaryDirectory();
        await using var app = Build(directory, services => services.AddHostedService<Canceller>());

        await Assert.ThrowsAsync<OperationCanceledException>(() => DuetApplication.TryStartAsync(app));
    }

    private static WebApplication Build(TemporaryDirectory directory, Action<IServiceCollection> replaceServices) => DuetApplication.Build(
        ["--urls", "http://127.0.0.1:0", $"--Duet:DataDirectory={directory.Path}", "--Duet:Turn:Port=0", "--Logging:LogLevel:Default=None"], replaceServices);

    /// <summary>Somebody presses Ctrl+C while it is started.</summary>
    private sealed class Stopper(IHostApplicationLifetime lifetime) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.StopApplication();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Canceller : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new OperationCanceledException();

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
