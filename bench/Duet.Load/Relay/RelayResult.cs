using Duet.Load.Measuring;

namespace Duet.Load.Relay;

/// <summary>What one run of one server gave.</summary>
/// <param name="Server">Its name.</param>
/// <param name="Cpu">Of the measured window.</param>
/// <param name="SentInWindow">Messages sent in the window.</param>
/// <param name="DeliveredInWindow">Messages delivered in the window: what the CPU time is divided by.</param>
/// <param name="Missing">Messages of the whole run that never came, after a second of grace.</param>
/// <param name="Latency">From send to delivery, of the messages sent in the window.</param>
/// <param name="Lag">How late the generator sent its batches.</param>
/// <param name="Memory">Of the server at the end of the window.</param>
internal sealed record RelayResult(
    string Server, CpuReading Cpu, int SentInWindow, int DeliveredInWindow, long Missing, Samples Latency, Samples Lag, MemoryUse Memory)
{
    public double CpuMicrosecondsPerMessage => Cpu.Server.TotalMicroseconds / DeliveredInWindow;
}
