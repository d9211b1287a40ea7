#!/bin/bash -eu
echo ok
