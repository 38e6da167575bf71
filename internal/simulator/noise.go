package simulator

// noise returns a number that looks random but depends only on the arguments
// (the finalizer of SplitMix64).
func noise(seed uint64, parts ...uint64) uint64 {
	x := seed ^ 0x9e3779b97f4a7c15
	for _, part := range parts {
		x += part + 0x9e3779b97f4a7c15
		x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9
		x = (x ^ (x >> 27)) * 0x94d049bb133111eb
		x ^= x >> 31
	}
	return x
}

// Domains of noise. Each use has its own, so values don't repeat across uses.
const (
	noiseTask uint64 = iota + 1
	noiseIMEI
	noiseSerial
	noiseMAC
	noiseAndroidID
	noiseStorage
	noiseOAID
	noiseTrace
	noiseQuirk
	noiseFile
	noiseImage
	noiseBatch
	noiseToken
)
